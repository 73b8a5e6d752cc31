/** The marks of one column that was sorted or shifted alone: values stand in another's row. */
import { chance, type Marked, threeOf, tooMany } from "./marks.ts";

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
  // one value that stands everywhere was filled down, which is another's to say
  return new Set(moved.map(({ now }) => now)).size > chance
    ? [
        `${moved.length} ${what} stand where another had them before, as if one column was sorted or shifted alone (${threeOf(moved)}).`,
      ]
    : [];
}

/**
 * For values that many share, such as parties.
 * @param what in the plural: "parties"
 * @returns a sentence where many are another's and yet as many have each as before
 */
export function reshuffled(rows: readonly Moving[], what: string): string[] {
  const known = rows.filter(({ before, now }) => before !== undefined && now !== undefined);
  const changed = known.filter(({ before, now }) => before !== now);
  const balance = new Map<string, number>();
  for (const { before, now } of changed) {
    balance.set(before!, (balance.get(before!) ?? 0) - 1);
    balance.set(now!, (balance.get(now!) ?? 0) + 1);
  }
  const moreOrLess = [...balance.values()].reduce((sum, number) => sum + Math.abs(number), 0);
  return tooMany(changed.length, known.length) && !tooMany(moreOrLess, known.length)
    ? [
        `${changed.length} ${what} are others than before, and as many have each, as if one column was sorted or shifted alone (${threeOf(changed)}).`,
      ]
    : [];
}
