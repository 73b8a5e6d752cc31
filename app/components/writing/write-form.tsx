/** The form in which somebody writes to their own member: prompts, and never a paragraph to be sent on. */
import { useSite } from "../../pages/site.tsx";
import { NAME_MAX } from "../../signatures/name.ts";
import { type LetterProblems, type TypedLetter, WHY_MAX } from "../../write/letter-form.ts";
import type { Looked } from "../../write/meter.ts";
import { ErrorSummary, worded } from "../error-summary.tsx";
import { Field } from "../field.tsx";
import { LookedAt } from "./looked-at.tsx";

export function WriteForm(props: {
  action: string;
  /** Those that may be written about. */
  demands: readonly { slug: string; title: string; lang: string | undefined }[];
  typed: TypedLetter;
  problems: LetterProblems;
  looked: Looked | undefined;
}) {
  const { action, demands, typed, looked } = props;
  const demand = demands.find(({ slug }) => slug === typed.demand);
  const { words } = useSite();
  const t = words.write;
  const problems = worded(props.problems, { ...words.problems, ...t.problems });
  return (
    <>
      {looked && <LookedAt {...looked} />}
      <form method="post" action={action} className="writing" noValidate>
        <ErrorSummary problems={problems} note={words.problems.kept} />
        {demand ? (
          <>
            <p>
              {t.about} <b lang={demand.lang}>{demand.title}</b>
            </p>
            <input type="hidden" name="demand" value={typed.demand} />
          </>
        ) : (
          <Field name="demand" label={t.about} problem={problems.demand}>
            <select required>
              <option value="">{t.problems["demand-choose"]}</option>
              {demands.map(({ slug, title, lang }) => (
                <option key={slug} value={slug} lang={lang}>
                  {title}
                </option>
              ))}
            </select>
          </Field>
        )}
        {looked && <input type="hidden" name="seen" value="yes" />}
        <Field name="ask" label={t.ask} hint={t.askHint} problem={problems.ask}>
          <textarea rows={3} lang="en" required defaultValue={typed.ask} />
        </Field>
        <Field name="why" label={t.why} hint={t.whyHint} problem={problems.why}>
          <textarea rows={7} lang="en" maxLength={WHY_MAX} required defaultValue={typed.why} />
        </Field>
        <Field name="name" label={words.manage.name} problem={problems.name}>
          <input autoComplete="name" maxLength={NAME_MAX} required defaultValue={typed.name} />
        </Field>
        <Field name="address" label={t.address} hint={t.addressHint} problem={problems.address}>
          <textarea rows={3} autoComplete="street-address" required defaultValue={typed.address} />
        </Field>
        <Field name="postcode" label={words.manage.postcode} problem={problems.postcode}>
          <input
            autoComplete="postal-code"
            autoCapitalize="characters"
            spellCheck={false}
            required
            defaultValue={typed.postcode}
          />
        </Field>
        <p className="hint">{t.sendHint}</p>
        <div className="together">
          <button name="intent" value="send">
            {t.send}
          </button>
          <button name="intent" value="look" className="quiet">
            {t.look}
          </button>
        </div>
      </form>
    </>
  );
}
