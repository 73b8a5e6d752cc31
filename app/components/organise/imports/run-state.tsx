/** What an import is of, and how far it is. */
import type { ToldRun } from "../../../pages/organise/told-run.ts";
import { formatNumber } from "../../../words/format.ts";
import { stateWords } from "../../../words/organise/imports.ts";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

export function RunState(props: {
  run: ToldRun;
  isOtherwise: boolean;
  undone: { at: Date; who: string } | null;
}) {
  const { run, isOtherwise, undone } = props;
  return (
    <>
      <dl className="facts">
        <dt>State</dt>
        <dd>
          <span className="tag">{stateWords[run.state]}</span>
          {run.isForced && <span className="tag">forced</span>}
        </dd>
        <dt>From</dt>
        <dd>
          <Breakable text={run.name} />
          {run.bytes > 0 && `, ${formatNumber("en", run.bytes)} bytes`}
        </dd>
        <dt>By</dt>
        <dd>
          <Breakable text={run.who} />, <Moment at={run.at} />
        </dd>
        {undone && (
          <>
            <dt>Undone</dt>
            <dd>
              <Breakable text={undone.who} />, <Moment at={undone.at} />
            </dd>
          </>
        )}
      </dl>
      {run.isAtWork && (
        <p className="note" role="status">
          {run.progress ?? "It waits for its turn, some seconds."} This page follows it by itself;
          without a script, load it again.
        </p>
      )}
      {isOtherwise && run.state === "tried" && (
        <p className="note">
          It was stopped before it changed anything: what it would have done was no longer what was
          seen. This is what it would do now.
        </p>
      )}
    </>
  );
}
