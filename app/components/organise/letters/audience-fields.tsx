/** Who gets a letter: all, or those of some regions, parties, a list, a number passed; and who gets none. */
import type { LetterChoices, LetterProblems, TypedLetter } from "../../../letters/letter-form.ts";
import { branchesAmong } from "../../../members/parties.ts";
import { SHOWN_FROM } from "../../../places/shown.ts";
import { composeWords as t } from "../../../words/organise/letters.ts";
import { partyWords } from "../../../words/organise/members.ts";
import { CheckField, Field, FieldSet } from "../../field.tsx";
import { MemberPicker } from "./member-picker.tsx";

export interface AudienceProps {
  typed: TypedLetter;
  problems: LetterProblems;
  choices: LetterChoices;
  /** What is looked for among the members. */
  find: { member: string; except: string };
}

const audiences = [
  ["all", "All members"],
  ["region", "Those of some regions"],
  ["party", "Those of some parties"],
  ["members", "Chosen members"],
  ["threshold", "Those whose constituency has passed a number"],
  ["unanswered", "Those who have not answered one of the demands"],
] as const;

export function AudienceFields(props: AudienceProps) {
  const { typed, problems, choices, find } = props;
  const { members } = choices;
  return (
    <>
      <FieldSet name="audience" legend="Who gets it?" problem={problems.audience}>
        {audiences.map(([value, label]) => (
          <CheckField
            key={value}
            kind="radio"
            id={`audience-${value}`}
            name="audience"
            value={value}
            checked={typed.audience === value}
            required
          >
            {label}
          </CheckField>
        ))}
        <Narrower {...props} />
      </FieldSet>
      <details
        open={typed.except.length > 0 || find.except !== "" || problems.except !== undefined}
      >
        <summary>{t.except}</summary>
        <MemberPicker
          {...{ members, name: "except", label: t.except, hint: t.exceptHint }}
          chosen={typed.except}
          find={find.except}
          problem={problems.except}
        />
      </details>
    </>
  );
}

function Narrower({ typed, problems, choices, find }: AudienceProps) {
  const { members } = choices;
  return (
    <>
      <div className="of-region">
        <Boxes
          name="region"
          legend={t.regions}
          of={choices.regions.map(({ name }) => ({ value: name, label: name }))}
          chosen={typed.region}
          problem={problems.region}
        />
      </div>
      <div className="of-party">
        <Boxes
          name="party"
          legend={t.parties}
          of={choices.parties.map((party) => ({
            value: party,
            label: partyWords.with(party, branchesAmong(choices.parties, choices.branches, party)),
          }))}
          chosen={typed.party}
          problem={problems.party}
        />
      </div>
      <div className="of-members">
        <MemberPicker
          {...{ members, name: "member", label: t.members, hint: t.membersHint }}
          chosen={typed.member}
          find={find.member}
          problem={problems.member}
        />
      </div>
      <div className="of-threshold">
        <Field
          name="threshold"
          label={t.threshold}
          hint={`For one of the demands; ${SHOWN_FROM} or more, so that nobody can be picked out.`}
          problem={problems.threshold}
        >
          <input type="number" min={SHOWN_FROM} className="short" defaultValue={typed.threshold} />
        </Field>
      </div>
    </>
  );
}

function Boxes(props: {
  name: string;
  legend: string;
  of: readonly { value: string; label: string }[];
  chosen: readonly string[];
  problem: string | undefined;
}) {
  const { name, legend, of, chosen, problem } = props;
  return (
    <FieldSet name={name} legend={legend} problem={problem}>
      <div className="picker">
        {of.map(({ value, label }, index) => (
          <CheckField
            key={value}
            id={`${name}-${index}`}
            name={name}
            value={value}
            checked={chosen.includes(value)}
          >
            {label}
          </CheckField>
        ))}
      </div>
    </FieldSet>
  );
}
