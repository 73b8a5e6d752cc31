/** What a bulk work is of, how far it is, and what it did. */
import type { ToldBulk } from "../../../pages/signatures/told.ts";
import { formatNumber } from "../../../words/format.ts";
import { deedWords, signatures, stateWords } from "../../../words/organise/signatures.ts";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

const n = (value: number) => formatNumber("en", value);

export function BulkState({ bulk }: { bulk: ToldBulk }) {
  const { deed, state, of, reason, number, changed, restored, who, at } = bulk;
  return (
    <>
      <dl className="facts">
        <dt>State</dt>
        <dd>
          <span className="tag">{stateWords[state]}</span>
        </dd>
        <dt>What</dt>
        <dd>{deedWords[deed].name}</dd>
        <dt>Which</dt>
        <dd>{of}</dd>
        {number !== null && (
          <>
            <dt>Found</dt>
            <dd>{signatures(number)}</dd>
          </>
        )}
        {(changed > 0 || state === "running" || state === "done") && (
          <>
            <dt>Changed</dt>
            <dd>{signatures(changed)}</dd>
          </>
        )}
        {(state === "undoing" || state === "undone") && (
          <>
            <dt>Set back</dt>
            <dd>
              {n(restored)} of {signatures(changed)}
              {bulk.undoneBy !== null && <>, by {bulk.undoneBy}</>}
              {bulk.undoneAt && (
                <>
                  , <Moment at={bulk.undoneAt} />
                </>
              )}
            </dd>
          </>
        )}
        <dt>By</dt>
        <dd>
          <Breakable text={who} />, <Moment at={at} />
        </dd>
        {reason !== "" && (
          <>
            <dt>Why</dt>
            <dd>
              <Breakable text={reason} />
            </dd>
          </>
        )}
      </dl>
      <Progress {...bulk} />
    </>
  );
}

function Progress({ progress, state }: Pick<ToldBulk, "progress" | "state">) {
  if (!progress) return null;
  const { done, all } = progress;
  const share = Math.floor((100 * done) / Math.max(all, 1));
  return (
    <div className="note" role="status">
      <progress value={done} max={Math.max(all, 1)} aria-label={`${share} of 100`} />
      <p>
        {state === "finding"
          ? `${share} of 100 parts of all signatures are looked through.`
          : `${n(done)} of ${signatures(all)} are gone through.`}{" "}
        This page follows it by itself; without a script, load it again.
      </p>
    </div>
  );
}
