/** Long lists, told by their first few. */

/** More names than this are a count, unless all are asked for. */
const linesShown = 20;

/** The first few of many, and the number of the others. */
export function shorten(lines: readonly string[], all = false, indent = ""): string[] {
  if (all || lines.length <= linesShown) return [...lines];
  return [...lines.slice(0, linesShown), `${indent}… and ${lines.length - linesShown} more`];
}

/** The first of many names in one sentence, and the number of the others. */
export const listOf = (names: readonly string[]): string => shorten(names).join("; ");
