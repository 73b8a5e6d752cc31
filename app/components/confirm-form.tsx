/** The form that confirms: what was asked for, ticked until somebody unticks it all. */
import { useSite } from "../pages/site.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { CheckField, FieldSet } from "./field.tsx";
import { href } from "../paths.ts";

interface ConfirmableDemand {
  id: number;
  slug: string;
  title: string;
  /** Of the title, where it is not the page's. */
  lang?: string | undefined;
  signed: boolean;
  open: boolean;
}

export function ConfirmForm(props: {
  token: string;
  demands: ConfirmableDemand[];
  place: string;
  /** By the form just sent. */
  isNoneChosen: boolean;
}) {
  const { token, demands, place, isNoneChosen } = props;
  const { words, to } = useSite();
  const t = words.confirm;
  const problem = isNoneChosen ? t.noneChosen : undefined;
  return (
    <form method="post" action={to(href("/confirm/:token", { token }))}>
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
      <p>
        {t.place}: <b>{place}</b>
      </p>
      <button type="submit">{t.button}</button>
    </form>
  );
}
