/** What makes a directory of postcodes doubtful: a part of one, another year's, or one cut off. */
import type { PostcodeChanges } from "../postcodes/changes.ts";
import type { PostcodesRead } from "../read-postcodes.server.ts";
import { say, some } from "../some.ts";

/** A directory with fewer postcodes is a part of one; the whole has some 2.7 million. */
const fewestPostcodes = 100_000;

/** More gone, or in unknown constituencies, than this share is no edition's doing. */
const mostGone = 0.02;
/** Between editions some 0.1 % move; only a redistribution of seats moves many, and a person confirms it. */
const mostMoved = 0.1;
/** The ONS gives none to less than 2 %: Channel Islands, Isle of Man, postcodes without a place. */
const mostWithoutSeat = 0.1;

/** Rows of a sheet: a spreadsheet leaves out what is below. Source: Microsoft, Excel specifications and limits. */
const linesOfSpreadsheet = 1_048_576;

/** Three of the postcodes that a doubt is about. */
export interface Examples {
  gone: readonly string[];
  unknown: readonly string[];
  moved: readonly string[];
}

/**
 * @returns whether examples are worth looking for, per doubt; shares are of the bigger table, so that
 * a handful of a demo's postcodes do not stand in the way
 */
export function whichDoubts(changes: PostcodeChanges) {
  const { all, before, removed, moved, unknown, areasKnown } = changes;
  const full = Math.max(all, before);
  const foreign = areasKnown > 0 && unknown > mostGone * all;
  return {
    gone: removed > mostGone * full,
    unknown: foreign,
    // foreign codes move whatever has them
    moved: !foreign && moved > mostMoved * full,
  };
}

/** @returns a sentence for each doubt */
export function doubtsAboutPostcodes(
  changes: PostcodeChanges,
  read: PostcodesRead,
  examples: Examples,
): string[] {
  const { all, before, removed, moved, unknown, unknownCodes } = changes;
  const doubts = whichDoubts(changes);
  return [
    ...(all < fewestPostcodes
      ? [
          `The file has ${some(all, "postcode", "postcodes")} with a constituency, fewer than ${fewestPostcodes}.`,
        ]
      : []),
    ...(read.lines === linesOfSpreadsheet
      ? [
          `The file ends with line ${say(linesOfSpreadsheet)}, where a spreadsheet cuts off: take it anew from its source, unopened.`,
        ]
      : []),
    ...(read.withoutSeat > mostWithoutSeat * read.rows
      ? [
          `${ofPostcodes(read.withoutSeat, read.rows)} ${read.withoutSeat === 1 ? "has" : "have"} no constituency in the column ${read.header?.columns.names.area}.`,
        ]
      : []),
    ...(doubts.gone
      ? [
          `${ofPostcodes(removed, before)} ${removed === 1 ? "is" : "are"} not in the file, such as ${examples.gone.join(", ")}: is it a part of the directory?`,
        ]
      : []),
    ...(doubts.unknown
      ? [
          `${ofPostcodes(unknown, all)} ${unknown === 1 ? "lies" : "lie"} in constituencies that are not imported, such as ${examples.unknown.join(", ")} in ${unknownCodes.slice(0, 3).join(", ")}${unknownCodes.length > 3 ? ` and ${unknownCodes.length - 3} more` : ""}: are these codes another year's?`,
        ]
      : []),
    ...(doubts.moved
      ? [
          `${ofPostcodes(moved, before)} would move to another constituency, such as ${examples.moved.join(", ")}: do the columns still belong together?`,
        ]
      : []),
  ];
}

const ofPostcodes = (part: number, all: number) =>
  `${say(part)} of ${some(all, "postcode", "postcodes")} (${percent(part, all)})`;

const percent = (part: number, all: number) =>
  `${(Math.floor((1000 * part) / all) / 10).toLocaleString("en-GB")} %`;
