/** Tells people what an import did, and what the audit log keeps of it. */
import type { Json } from "#db/json.ts";

import type { ImportReport } from "./report.ts";
import { shorten } from "./shorten.ts";

/** @returns the lines that tell of everything done, parts of which nothing was done left out */
export function sayReport(report: ImportReport, verbose: boolean): string[] {
  return report
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ what, number, lines }) => [
      `${what}, ${number.toLocaleString("en-GB")}:`,
      ...shorten(
        lines.map(({ who, change }) => `  ${change === undefined ? who : `${who}: ${change}`}`),
        verbose,
        "  ",
      ),
    ]);
}

/** @returns what the audit log keeps: each part's number and all its names, without addresses */
export function keepReport(report: ImportReport): Record<string, Json> {
  return Object.fromEntries(
    report
      .filter(({ number }) => number > 0)
      .map(({ what, number, lines }) => [
        what,
        lines.length === 0
          ? number
          : {
              number,
              names: lines.map(({ who, change, private: hidden }) =>
                change === undefined || hidden ? who : `${who}: ${change}`,
              ),
            },
      ]),
  );
}
