/** Says that a member asked not to be written to, changes why, or takes it back. */
import type {
  DoNotWrite,
  DoNotWriteProblems,
  TypedDoNotWrite,
} from "../../../members/do-not-write.ts";
import { formatDate } from "../../../words/format.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { doNotWriteWords as t } from "../../../words/organise/members.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { DeedButton, Moment } from "../organise-page.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StaleRecordNotice } from "../stale-record.tsx";

/** What is kept, and by whom. */
export interface KeptDoNotWrite extends DoNotWrite {
  who: string;
  setAt: Date;
}

export function DoNotWriteFacts({ kept }: { kept: KeptDoNotWrite }) {
  return (
    <p className="note">
      <b>{t.title}:</b> {kept.reason} ({t.asked(formatDate("en", kept.askedOn))}; {t.noted}{" "}
      <Breakable text={kept.who} />, <Moment at={kept.setAt} />
      ).
    </p>
  );
}

/** @param props.version of what the page shows */
export function DoNotWriteForm(props: {
  action: string;
  version: string;
  kept: KeptDoNotWrite | undefined;
  stale?: StaleRecord;
  today: string;
  typed: TypedDoNotWrite;
  problems: DoNotWriteProblems;
}) {
  const { action, version, kept, stale, today, typed, problems } = props;
  return (
    <>
      <p className="hint">{t.explain}</p>
      {stale && <StaleRecordNotice {...stale} here={action} />}
      {kept && (
        <DeedButton action={action} intent="write-again" fields={{ version }}>
          {t.again}
        </DeedButton>
      )}
      <form method="post" action={action} noValidate>
        <HiddenFields fields={{ version }} />
        <ErrorSummary title={t.notKept} problems={problems} note={formWords.kept} />
        <Field name="reason" label={t.reason} hint={t.reasonHint} problem={problems.reason}>
          <input required defaultValue={typed.reason} />
        </Field>
        <Field name="asked_on" label={t.askedOn} problem={problems.asked_on}>
          <input type="date" max={today} required defaultValue={typed.asked_on} />
        </Field>
        <button name="intent" value="do-not-write" className="quiet">
          {kept ? t.change : t.keep}
        </button>
      </form>
    </>
  );
}
