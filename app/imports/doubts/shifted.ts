/** The marks of one column that was sorted or shifted alone: values stand in another's row. */
import { chance, type Marked, threeOf } from "./marks.ts";

/** A value of one column beside the one that its row's identity had before. */
interface Moving extends Marked {
  before: string | undefined;
  now: string | undefined;
}

/**
 * @param what in the plural: "names"
 * @returns a sentence where values are somebody else's than before, as when one column was sorted alone
 */
export function movedAbout(rows: readonly Moving[], what: string): string[] {
  const before = new Map(
    rows.flatMap((row) => (row.before === undefined ? [] : [[row.before.toLowerCase(), row]])),
  );
  const moved = rows.filter(({ now, ...row }) => {
    const old = now === undefined ? undefined : before.get(now.toLowerCase());
    return old && old.at !== row.at && row.before?.toLowerCase() !== now!.toLowerCase();
  });
  return moved.length > chance
    ? [
        `${moved.length} ${what} stand where another had them before, as if one column was sorted or shifted alone (${threeOf(moved)}).`,
      ]
    : [];
}
