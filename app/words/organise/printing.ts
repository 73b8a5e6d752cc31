/** What organisers read where a letter is printed; English, as their pages are. */
import { formatNumber } from "../format.ts";
import { plural } from "../plural.ts";

const sheets = (count: number) =>
  plural("en", count, {
    one: `${formatNumber("en", count)} sheet`,
    other: `${formatNumber("en", count)} sheets`,
  });

export const printWords = {
  title: "Print the copies",
  lead: "Each member’s copy on its own sheet of A4, with the address where the window of a DL envelope is once the sheet is folded in three.",
  back: "Back to the letter",
  notCounted:
    "A letter is printed once its totals are counted, which is when it is sent: paper then says the same as email. Members without an email address are counted with the others.",
  whom: "For whom",
  to: {
    unreached: (count: number) => `Those whom no email reached: ${sheets(count)}`,
    all: (count: number) => `Everybody who gets this letter: ${sheets(count)}`,
  },
  hint: "Whoever asked not to be written to, or holds the seat no longer, gets none. On each sheet stands the way to answer for its member: keep the sheets as you would keep the letters.",
  button: "Open them for printing",
  none: "Nobody gets this letter on paper.",
  ready: (count: number) =>
    `${sheets(count)}. Print at full size on A4, on one side; a copy that is longer than a page goes on to the next. The small line at the left edge is where to fold.`,
};
