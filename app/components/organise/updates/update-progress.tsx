/** How far an update has come; while it is on its way the numbers renew themselves. */
import { type Update, waitingOf } from "../../../updates/update.ts";
import { updateStates, updateWords as t } from "../../../words/organise/updates.ts";
import { Moment } from "../organise-page.tsx";

export function UpdateProgress({ update }: { update: Update }) {
  const { state, beganAt, finishedAt } = update;
  return (
    <section id="progress" data-refresh={state === "sending" ? 10 : undefined}>
      <p>
        <span className="tag">{updateStates[state]}</span>{" "}
        {beganAt && (
          <>
            Since <Moment at={beganAt} />
            {finishedAt && (
              <>
                , until <Moment at={finishedAt} />
              </>
            )}
            .
          </>
        )}
      </p>
      {beganAt && <Bar update={update} />}
    </section>
  );
}

function Bar({ update: { state, progress } }: { update: Update }) {
  const { people, left, returned, failed, unknown, limited } = progress;
  const waiting = waitingOf(progress);
  const all = Math.max((people ?? 0) - limited, left);
  const isOver = state === "sent" || state === "cancelled";
  return (
    <p>
      <progress value={left} max={Math.max(all, 1)} aria-label={t.left(left, all)} />{" "}
      {t.left(left, all)}
      {returned > 0 && t.returned(returned)}
      {failed > 0 && t.failed(failed)}
      {unknown > 0 && t.unknown(unknown)}
      {limited > 0 && t.limited(limited)}
      {waiting > 0 && !isOver && t.waiting(waiting)}
      {waiting > 0 && state === "sent" && t.fell(waiting)}
    </p>
  );
}
