/** The buttons of an update: the deeds that its state allows, each in numbers. */
import type { LocaleCode } from "#db/schema.ts";

import { href } from "../../../paths.ts";
import { type DeedName, deedNames, refusalOf } from "../../../updates/life.ts";
import { languagesOf, REASON_MAX, type Update, waitingOf } from "../../../updates/update.ts";
import type { RefusedReason } from "../../../updates/update-form.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { updateWords as t } from "../../../words/organise/updates.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { DeedButton } from "../organise-page.tsx";

export interface CountedPeople {
  locale: LocaleCode;
  people: number;
  limited: number;
}

/**
 * @param props.version of what is shown: nothing else is approved, sent, published or stopped
 * @param props.refused the reason for writing to people again so soon that was not taken
 */
export function UpdateDeeds(props: {
  update: Update;
  people: readonly CountedPeople[];
  version: string;
  refused: RefusedReason | undefined;
}) {
  const { update, people, version, refused } = props;
  const action = href("/organise/updates/:id", { id: update.id });
  const limited = people.reduce((sum, one) => sum + one.limited, 0);
  const reached = people.reduce((sum, one) => sum + one.people, 0) - limited;
  const waiting = update.beganAt ? waitingOf(update.progress) : reached;
  const labels: Record<Exclude<DeedName, "send" | "revise">, string> = {
    approve: t.approve(reached, languagesOf(update).length),
    pause: t.pause,
    resume: t.resume(waiting),
    test: t.test,
    reopen: t.reopen,
    timeline: t.timeline,
    cancel: t.cancel,
  };
  const quiet: readonly DeedName[] = ["test", "reopen", "timeline"];
  const show = (name: DeedName) => {
    if (name === "send")
      return <Send key={name} {...{ action, version, limited, reached, refused }} />;
    if (name === "revise")
      return (
        <a
          key={name}
          className="button quiet"
          href={href("/organise/updates/:id/edit", { id: update.id })}
        >
          {t.change}
        </a>
      );
    const style = name === "cancel" ? "danger" : quiet.includes(name) ? "quiet" : "";
    const isSeen = name === "approve" || name === "timeline" || name === "cancel";
    return (
      <DeedButton
        key={name}
        action={action}
        intent={name}
        fields={isSeen ? { version } : {}}
        {...(style ? { className: style } : {})}
      >
        {labels[name]}
      </DeedButton>
    );
  };
  const allowed = deedNames.filter((name) => !refusalOf(name, update.state));
  return (
    <div className="deeds">
      <div className="together">{allowed.map(show)}</div>
      <p className="hint">
        {allowed.includes("timeline") && t.timelineHint(update.demandIds.length)}{" "}
        {allowed.includes("cancel") && t.cancelHint(waiting)}
      </p>
    </div>
  );
}

function Send(props: {
  action: string;
  version: string;
  limited: number;
  reached: number;
  refused: RefusedReason | undefined;
}) {
  const { action, version, limited, reached, refused } = props;
  const problems = refused?.problems ?? {};
  return (
    <form method="post" action={action} noValidate>
      <ErrorSummary title={t.notSent} problems={problems} note={formWords.kept} />
      {(limited > 0 || refused) && (
        <Field
          name="override_reason"
          label={t.reason}
          hint={t.reasonHint}
          problem={problems.override_reason}
        >
          <input maxLength={REASON_MAX} defaultValue={refused?.typed.override_reason} />
        </Field>
      )}
      <HiddenFields fields={{ version }} />
      <button name="intent" value="send">
        {t.send(reached)}
      </button>
    </form>
  );
}
