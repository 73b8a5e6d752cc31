/** The buttons of a letter: the deeds that its state allows. */
import type { LetterState } from "#db/schema.ts";

import type { RefusedReason } from "../../../letters/letter-form.ts";
import { REASON_MAX } from "../../../letters/letter.ts";
import {
  type DeedName,
  deedNames,
  labelOf,
  letterDeeds,
  refusalOf,
} from "../../../letters/life.ts";
import { formWords, letterWords, staleWords } from "../../../words/organise-forms.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { steerWords } from "../../../words/organise/letters.ts";
import { HiddenFields } from "../hidden-fields.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import type { RefusedSendAt } from "../../../letters/steering/send-at.ts";
import { DeedButton } from "../organise-page.tsx";
import { href } from "../../../paths.ts";

/** What the letter's forms carry, so that nothing is done to another letter than was looked at. */
interface Versions {
  /** Of text, recipients and addresses, and those in short. */
  seen: string;
  short: string;
  /** Of what was done to it. */
  record: string;
}

const shownWith = (name: DeedName, { seen, short, record }: Versions): Record<string, string> => {
  switch (name) {
    case "approve":
    case "send":
    case "schedule":
      return { version: seen, seen: short };
    case "resume":
    case "cancel":
      return { version: record };
    default:
      return {};
  }
};

/**
 * @param props.isRepeat it went out again by itself, as the repeat of another
 * @param props.waiting copies that have not left
 * @param props.recent members left out because they had a letter lately
 * @param props.refused the reason for writing to them all the same that was not taken
 * @param props.refusedTime the time that was not taken
 * @param props.isChanged the letter is not what was approved
 */
export function LetterDeeds(props: {
  letter: { id: number; state: LetterState; sendAt: Date | null; repeatable: boolean };
  isRepeat: boolean;
  waiting: number;
  recent: number;
  refused: RefusedReason | undefined;
  refusedTime: RefusedSendAt | undefined;
  versions: Versions;
  isChanged: boolean;
}) {
  const { letter, isRepeat, waiting, recent, refused, refusedTime, versions, isChanged } = props;
  const action = href("/organise/letters/:id", { id: letter.id });
  const useless: DeedName[] = isChanged ? ["send", "schedule"] : [];
  if (letter.state === "approved" && !isChanged) useless.push("approve");
  if (!letter.sendAt) useless.push("unschedule");
  if (letter.repeatable || isRepeat) useless.push("repeat");
  if (!letter.repeatable) useless.push("no-repeat");
  const allowed = deedNames.filter(
    (name) => !useless.includes(name) && !refusalOf(name, letter.state),
  );
  const show = (name: DeedName) => {
    const { style } = letterDeeds[name].button;
    // while they leave, the number in a button would be that of a moment ago
    const label = labelOf(name, letter.state === "sending" ? undefined : waiting);
    const fields = shownWith(name, versions);
    if (name === "send") return <Send key={name} {...{ action, label, recent, refused, fields }} />;
    if (name === "schedule")
      return (
        <ScheduleForm
          key={name}
          {...{ action, label, fields }}
          sendAt={letter.sendAt}
          refused={refusedTime}
        />
      );
    if (name === "revise")
      return (
        <a key={name} className={`button ${style}`} href={`${action}/edit`}>
          {label}
        </a>
      );
    return (
      <DeedButton
        key={name}
        action={action}
        intent={name}
        fields={fields}
        {...(style ? { className: style } : {})}
      >
        {name === "approve" && isChanged ? staleWords.approveAnew : label}
      </DeedButton>
    );
  };
  const isApart = (name: DeedName) => name === "schedule" || name === "cancel";
  return (
    <div className="deeds">
      <div className="together">
        {allowed.filter((name) => !isApart(name)).map(show)}
        <DeedButton action={action} intent="duplicate" className="quiet">
          Duplicate
        </DeedButton>
        {/* what cannot be undone stands last */}
        {allowed.includes("cancel") && show("cancel")}
      </div>
      {allowed.includes("schedule") && show("schedule")}
    </div>
  );
}

function Send(props: {
  action: string;
  label: string;
  recent: number;
  refused: RefusedReason | undefined;
  fields: Record<string, string>;
}) {
  const { action, label, recent, refused, fields } = props;
  const problems = refused?.problems ?? {};
  return (
    <form method="post" action={action} noValidate>
      <ErrorSummary title={letterWords.notSent} problems={problems} note={formWords.kept} />
      {(recent > 0 || refused) && (
        <Field
          name="override_reason"
          label={steerWords.override(recent)}
          hint="It is kept in the audit log. Leave it empty to leave them out."
          problem={problems.override_reason}
        >
          <input maxLength={REASON_MAX} defaultValue={refused?.typed.override_reason} />
        </Field>
      )}
      <HiddenFields fields={fields} />
      <button name="intent" value="send">
        {label}
      </button>
    </form>
  );
}
