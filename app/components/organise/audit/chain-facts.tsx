/** How the chain of the audit log stands: its head, to be kept elsewhere, and how it was found last. */
import { formatNumber } from "../../../words/format.ts";
import { auditWords } from "../../../words/organise/audit.ts";
import { Moment } from "../organise-page.tsx";

export interface ChainShown {
  head: string;
  place: number;
  last: { at: Date; entries: number; broken: string | null } | undefined;
}

export function ChainFacts({ head, place, last }: ChainShown) {
  const n = (value: number) => formatNumber("en", value);
  return (
    <section>
      <h2>{auditWords.chain}</h2>
      <dl className="facts chain">
        <dt>{auditWords.lastCheck}</dt>
        <dd>
          {last ? <Moment at={last.at} /> : auditWords.notYet}
          {last && ": "}
          {last && (last.broken ?? auditWords.holds(n(last.entries)))}
        </dd>
        <dt>{auditWords.head}</dt>
        <dd>
          <code>{head}</code>, at place {n(place)}
        </dd>
      </dl>
      <p className="hint">{auditWords.headHint}</p>
    </section>
  );
}
