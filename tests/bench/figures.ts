/** What was measured, and how it reads in a table. */

export interface Figure {
  /** The benchmark's name, and what of it when it has several figures. */
  name: string;
  unit: "/s" | "s" | "ms" | "µs" | "MB" | "kB" | "";
  /** One number a run; none of what was skipped. */
  ours: number[];
  /** What ours is compared with: `what` in words, and its runs, one after each of ours. */
  reference?: { what: string; runs: number[] };
  /** Whether it is what something takes: the ratio is then the reference's to ours, so that more is better. */
  isCost?: true;
  /** What must be reached, by the median of `ours` or of the pairs' ratios. */
  target?: { of: "ours" | "ratio"; least?: number; most?: number };
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/**
 * Where the median of all runs that could have been lies, 19 times of 20: from the order of those that
 * were, each of which is as likely below it as above it.
 * @returns undefined when there are too few to say
 */
export function medianBetween(numbers: readonly number[]): [number, number] | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const all = sorted.length;
  /** How likely it is that `below` of them, or fewer, lie below the median. */
  let likely = 0;
  let exactly = 0.5 ** all;
  for (let below = 0; ; below++) {
    likely += exactly;
    if (likely > 0.025) return below === 0 ? undefined : [sorted[below - 1]!, sorted[all - below]!];
    exactly *= (all - below) / (below + 1);
  }
}

/** Runs each in turn, so that what changes on the machine meanwhile falls on all alike. */
export async function alternate(
  runs: number,
  ...contestants: (() => Promise<number>)[]
): Promise<number[][]> {
  const results: number[][] = contestants.map(() => []);
  for (let run = 0; run < runs; run++) {
    for (const [index, measure] of contestants.entries()) results[index]!.push(await measure());
  }
  return results;
}

/** Ours to the reference of the same pair of runs; of a cost the reference's to ours. */
export const ratiosOf = ({ ours, reference, isCost }: Figure): number[] =>
  (reference?.runs ?? []).map((run, index) => (isCost ? run / ours[index]! : ours[index]! / run));

export function isMet(figure: Figure): boolean | undefined {
  const { target, ours } = figure;
  if (!target) return undefined;
  const reached = median(target.of === "ours" ? ours : ratiosOf(figure));
  return reached >= (target.least ?? -Infinity) && reached <= (target.most ?? Infinity);
}

/** The rows of a Markdown table: medians, with the least and the greatest run. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, unit, ours, reference, target } = figure;
    const must = target?.least !== undefined ? `≥ ${target.least}` : `≤ ${target?.most}`;
    return [
      name,
      show(ours, unit),
      reference ? `${show(reference.runs, unit)} ${reference.what}` : "–",
      reference ? show(ratiosOf(figure), "") + within(ratiosOf(figure)) : "–",
      target ? `${must} ${target.of === "ours" ? unit : ""}`.trim() : "–",
      { true: "yes", false: "**no**", undefined: "–" }[String(isMet(figure))]!,
    ];
  });
  const lines = [
    ["measured", "ours", "reference", "ratio", "must reach", "met"],
    ["---", "---:", "---", "---:", "---", "---"],
    ...rows,
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function show(numbers: readonly number[], unit: string): string {
  if (numbers.length === 0) return "–";
  const spread = [Math.min(...numbers), Math.max(...numbers)].map(short);
  const range = numbers.length > 1 ? ` (${spread[0]}–${spread[1]})` : "";
  return `${short(median(numbers))}${unit === "/s" ? unit : unit && ` ${unit}`}${range}`;
}

/** Where there are runs enough to say it. */
function within(ratios: readonly number[]): string {
  const range = medianBetween(ratios);
  return range ? `, 95 % within ${range.map(short).join("–")}` : "";
}

/** Three figures are all that a spread of some per cent allows. */
const short = (number: number): string =>
  number >= 1000
    ? Math.round(number).toLocaleString("en-GB")
    : String(Number(number.toPrecision(3)));
