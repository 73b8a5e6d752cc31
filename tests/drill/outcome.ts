/** What a scenario of the drill brought to light, and how it reads in a table. */

export interface Outcome {
  /** How often the fault was brought about. */
  rounds: number;
  /** Signings and confirmations that were answered with success. */
  acknowledged: number;
  /** How often somebody was asked to come again. */
  refused: number;
  /** Of what was acknowledged, what is not in the database, or whose mail never left. */
  lost: number;
  /** Counts that are not the number of signatures. */
  doubled: number;
  /** Mails that the provider accepted more than once. */
  twice: number;
  /** Of each round: seconds from the fault's end (or from the kill) to the next signing that was taken. */
  recovery: number[];
  /** What was not as it must be beside that, a sentence each. */
  wrong: string[];
  /** What took longer than is promised; on a machine that has other things to do it may. */
  slow: string[];
}

export interface Skipped {
  skipped: string;
}

export const isClean = (outcome: Outcome | Skipped): boolean =>
  "skipped" in outcome ||
  (outcome.lost === 0 &&
    outcome.doubled === 0 &&
    outcome.twice === 0 &&
    outcome.wrong.length === 0);

/** A Markdown table. */
export function tableOf(outcomes: ReadonlyMap<string, Outcome | Skipped>): string {
  const head = [
    "fault",
    "rounds",
    "acknowledged",
    "refused",
    "lost",
    "doubled",
    "mailed twice",
    "recovery, s",
  ];
  const rows = [...outcomes].map(([name, outcome]) =>
    "skipped" in outcome
      ? [name, `skipped: ${outcome.skipped}`, "", "", "", "", "", ""]
      : [
          name,
          ...[
            outcome.rounds,
            outcome.acknowledged,
            outcome.refused,
            outcome.lost,
            outcome.doubled,
            outcome.twice,
          ].map((number) => number.toLocaleString("en-GB")),
          spread(outcome.recovery),
        ],
  );
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The median, and the longest. */
function spread(seconds: readonly number[]): string {
  if (seconds.length === 0) return "–";
  const sorted = seconds.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  return `${middle.toFixed(1)}, at most ${sorted.at(-1)!.toFixed(1)}`;
}
