/** What an import would do or did: its doubts, its numbers, then everybody by name. */
import type { ImportState } from "#db/schema.ts";

import type { ImportReport } from "../../../imports/report.ts";
import type { Told } from "../../../imports/runs/run.ts";
import { formatNumber } from "../../../words/format.ts";
import { Breakable } from "../../text/breakable.tsx";

/** Longer lists are folded. */
const linesOpen = 20;

export function ToldReport({ told, state }: { told: Told; state: ImportState }) {
  const { problems, forcible, hint, found, summary, report } = told;
  const isAhead = state === "tried" || state === "running";
  const doubtful = isAhead ? "Why it looks wrong" : "Why it looked wrong";
  return (
    <>
      {problems.length > 0 && (
        <section className="doubts">
          <h2>{forcible ? doubtful : "Nothing was imported"}</h2>
          <Lines lines={problems} />
          {hint === "import-areas" && <p>Import the constituencies first.</p>}
        </section>
      )}
      {summary.length + found.length > 0 && (
        <>
          <h2>
            {isAhead
              ? forcible
                ? "What it would do all the same"
                : "What it would do"
              : "What it did"}
          </h2>
          <Lines lines={[...found, ...summary]} />
        </>
      )}
      <ReportParts report={report} />
      {isAhead && <p className="note">Nothing has changed yet.</p>}
    </>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line, index) => (
        <li key={index}>
          <Breakable text={line} />
        </li>
      ))}
    </ul>
  );
}

/** Each part with its number; names are there in full, long lists folded. */
export function ReportParts({ report }: { report: ImportReport }) {
  return report
    .filter(({ number }) => number > 0)
    .map(({ what, number, lines }) => {
      const head = (
        <>
          <span className="what">{what}</span>{" "}
          <b className="number">{formatNumber("en", number)}</b>
        </>
      );
      if (lines.length === 0)
        return (
          <p key={what} className="report-part">
            {head}
          </p>
        );
      return (
        <details key={what} className="report-part" open={lines.length <= linesOpen}>
          <summary>{head}</summary>
          <ul>
            {lines.map(({ who, change }, index) => (
              <li key={index}>
                <Breakable text={change === undefined ? who : `${who}: ${change}`} />
              </li>
            ))}
          </ul>
        </details>
      );
    });
}
