/** What can be told of signatures without telling of anybody. */
import type { ToldLook } from "../../../pages/signatures/told.ts";
import { formatNumber, formatShare } from "../../../words/format.ts";
import { Table } from "../../table.tsx";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

const n = (value: number) => formatNumber("en", value);

export function LookFacts({ look }: { look: ToldLook }) {
  const { number, facts, standings } = look;
  const share = (part: number) => `${n(part)}, ${formatShare("en", part / Math.max(number, 1))}`;
  return (
    <dl className="facts">
      <dt>Signatures</dt>
      <dd>
        {n(number)}: {n(standings.counted)} counted, {n(standings.held)} held,{" "}
        {n(standings.invalidated)} invalidated
      </dd>
      {facts ? (
        <>
          <dt>Confirmed</dt>
          <dd>
            <Moment at={facts.first} /> to <Moment at={facts.last} />
          </dd>
          <dt>Want updates</dt>
          <dd>{share(facts.updates)}</dd>
          <dt>Confirmed within a minute of the form</dt>
          <dd>{share(facts.quick)}</dd>
        </>
      ) : (
        number > 0 && (
          <>
            <dt>More</dt>
            <dd>Nothing more is told of fewer than five: it would tell of somebody.</dd>
          </>
        )
      )}
    </dl>
  );
}

/** By hour, by place, by language, by demand. */
export function LookParts({ parts }: Pick<ToldLook, "parts">) {
  return (
    <div className="look-parts">
      {parts
        .filter(({ bars }) => bars.length > 0)
        .map((part) => (
          <LookPart key={part.head} {...part} />
        ))}
    </div>
  );
}

/** A bar of a hundredth is still seen. */
const LEAST = 1;

function LookPart({ head, bars, of }: ToldLook["parts"][number]) {
  const most = Math.max(...bars.map(({ count }) => count));
  return (
    <section>
      <h2>{head}</h2>
      <Table
        look="bars"
        isHeadUnseen
        rows={bars}
        keyOf={({ name }) => name}
        columns={[
          { head, names: true, cell: ({ name }) => <Breakable text={name} /> },
          {
            head: "Signatures",
            cell: ({ count }) => (
              <>
                <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={Math.max(LEAST, (100 * count) / most)} height="4" />
                </svg>
                <span>{n(count)}</span>
              </>
            ),
          },
        ]}
      />
      {of > bars.length && <p className="hint">And {n(of - bars.length)} others.</p>}
    </section>
  );
}
