/** The form that confirms: what was asked for, ticked until somebody unticks it all, and what can be signed beside it. */
import type { Demand } from "../demands/demand.ts";
import { useSite } from "../pages/site.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { CheckField, FieldSet } from "./field.tsx";
import { href } from "../paths.ts";
import { fragmentOf } from "../signatures/after/thanks.ts";

type Named = Pick<Demand, "id" | "slug" | "title" | "lang">;

export function ConfirmForm(props: {
  token: string;
  name: string;
  demands: (Named & { signed: boolean; open: boolean })[];
  /** Open ones that were not asked for. */
  beside: Named[];
  place: string;
  /** GSS or country code. */
  placeCode: string;
  /** By the form just sent. */
  isNoneChosen: boolean;
}) {
  const { token, name, demands, beside, place, placeCode, isNoneChosen } = props;
  const { words, to } = useSite();
  const t = words.confirm;
  const isWaiting = demands.some(({ open, signed }) => open && !signed);
  const problem = isNoneChosen ? t.noneChosen : undefined;
  return (
    <form
      method="post"
      action={to(href("/confirm/:token", { token })) + fragmentOf(placeCode)}
      className="signing"
    >
      {problem && <ErrorSummary problems={{ demand: problem }} />}
      <input type="hidden" name="chosen" value="yes" />
      <FieldSet name="demand" legend={t.demands} problem={problem}>
        {demands.map(({ id, slug, title, lang, signed, open }) =>
          open && !signed ? (
            <CheckField
              key={id}
              id={`confirm-${slug}`}
              name="demand"
              value={slug}
              checked={!isNoneChosen}
              lang={lang}
            >
              {title}
            </CheckField>
          ) : (
            <p key={id} className="note">
              <span lang={lang}>{title}</span>: {signed ? t.signedAlready : t.closed}
            </p>
          ),
        )}
      </FieldSet>
      {beside.length > 0 && (
        <FieldSet legend={words.form.also}>
          {/* the page's lead says it where something waits */}
          {!isWaiting && (
            <p>
              {words.form.name}: <b>{name}</b>
            </p>
          )}
          <p className="hint">{t.beside}</p>
          {beside.map(({ id, slug, title, lang }) => (
            <CheckField
              key={id}
              id={`confirm-${slug}`}
              name="demand"
              value={slug}
              checked={false}
              lang={lang}
            >
              {title}
            </CheckField>
          ))}
        </FieldSet>
      )}
      <p>
        {t.place}: <b>{place}</b>
      </p>
      <button type="submit" data-busy={words.form.busy}>
        {isWaiting ? t.button : words.form.button}
      </button>
    </form>
  );
}
