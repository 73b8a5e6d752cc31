/** The form of a member's office: what it answers to each demand, without a default, and how often to write to it. */
import {
  givenStances,
  type GivenProblems,
  STATEMENT_MAX,
  stanceField,
  statementField,
  type TypedGiven,
} from "../../answers/given/given.ts";
import type { CadenceProblems, TypedCadence } from "../../letters/cadence/cadence-form.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { formatDate, formatNumber } from "../../words/format.ts";
import { ErrorSummary, worded } from "../error-summary.tsx";
import { CheckField, Field, FieldSet } from "../field.tsx";
import { CadenceFields } from "./cadence-fields.tsx";

export interface AskedDemand {
  id: number;
  slug: string;
  title: string;
  /** Of the title, where it is not the page's. */
  lang: string | undefined;
  /** From the constituency; null where it is too small to be shown. */
  count: number | null;
  /** When the office answered last, and whether that very answer is public. */
  given: { at: Date; isPublic: boolean } | undefined;
}

export function AnswerForm(props: {
  action: string;
  /** The constituency. */
  place: string;
  demands: readonly AskedDemand[];
  typed: TypedGiven;
  problems: GivenProblems;
  often: { typed: TypedCadence; problems: CadenceProblems };
}) {
  const { action, place, demands, typed, problems, often } = props;
  const { words } = useSite();
  const t = words.answer;
  const sentences = { ...t.problems, repeated: words.problems.repeated };
  const said = Object.fromEntries(
    Object.entries(problems).map(([field, code]) => [field, sentences[code!]]),
  );
  const isGiven = demands.some(({ given }) => given);
  return (
    <form method="post" action={action} noValidate className="answer-form">
      <ErrorSummary
        problems={{ ...said, ...worded(often.problems, words.problems) }}
        note={words.problems.kept}
      />
      {demands.map((demand) => (
        <AboutDemand key={demand.id} {...demand} {...{ place, typed, said }} />
      ))}
      <Field name="by" label={t.by} hint={t.byHint} problem={said["by"]}>
        <input autoComplete="name" defaultValue={typed["by"]} />
      </Field>
      <CadenceFields {...often} />
      <button type="submit">{isGiven ? t.change : t.button}</button>
    </form>
  );
}

function AboutDemand(
  props: AskedDemand & {
    place: string;
    typed: TypedGiven;
    said: Partial<Record<string, string>>;
  },
) {
  const { id, slug, title, lang, count, given, place, typed, said } = props;
  const { words, locale, to } = useSite();
  const t = words.answer;
  const number = count === null ? words.count.fewer : formatNumber(locale, count);
  const [stance, statement] = [stanceField(id), statementField(id)];
  return (
    <section>
      <h2 lang={lang}>
        <a href={to(href("/demands/:slug", { slug }))}>{title}</a>
      </h2>
      <p>{t.now(place, number)}</p>
      {given && (
        <p className="note">
          {t.given(formatDate(locale, given.at))} {given.isPublic ? t.isPublic : t.isWaiting}
        </p>
      )}
      <FieldSet name={stance} legend={t.question} problem={said[stance]}>
        {givenStances.map((one) => (
          <CheckField
            key={one}
            id={`${stance}-${one}`}
            name={stance}
            value={one}
            kind="radio"
            required
            checked={typed[stance] === one}
          >
            {words.members.stances[one]}
          </CheckField>
        ))}
      </FieldSet>
      <Field
        name={statement}
        label={t.statement}
        hint={t.statementHint(STATEMENT_MAX)}
        problem={said[statement]}
      >
        {
          <textarea
            className="few-lines"
            maxLength={STATEMENT_MAX}
            defaultValue={typed[statement]}
          />
        }
      </Field>
    </section>
  );
}
