/**
 * A petition to the House of Commons on paper, in the form that the House asks for: its rules on public
 * petitions (Standing Orders 153 to 157) and the guide of its Petitions Office.
 */

/** What organisers write of it; both "" where there is none. */
export interface PaperWords {
  /** Goes on after “Declares that”. */
  declares: string;
  /** Goes on after “urges the Government to”. */
  requests: string;
}

/** So much stands on the top sheet with room for the first signatures. */
export const DECLARES_MAX = 1_200;
export const REQUESTS_MAX = 400;

/** In the order of the sheet. */
export interface PetitionText {
  to: string;
  petitioners: string;
  declares: string;
  /** Alone on the sheets that follow the first. */
  prayer: string;
  end: string;
}

/** One paragraph without its last full stop: the form puts its own. */
const plain = (typed: string) =>
  typed
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[.;\s]+$/, "");

/** @param place the constituency of those who sign */
export const petitionOf = (place: string, { declares, requests }: PaperWords): PetitionText => ({
  to: "To the House of Commons.",
  petitioners: `The petition of residents of ${place},`,
  declares: `Declares that ${plain(declares)}.`,
  prayer: `The petitioners therefore request that the House of Commons urges the Government to ${plain(requests)}.`,
  end: "And the petitioners remain, etc.",
});

/** Of a sheet in the style of `paper.css`, in lines of text: its letters, what a row to sign in takes, the room in all. */
const LETTERS_IN_LINE = 90;
const LINES_OF_ROW = 2;
const LINES_OF_SHEET = 42;
const GAP = 0.7;

/** How many can sign on a sheet below so many paragraphs. */
export function rowsBelow(paragraphs: readonly string[]): number {
  const lines = paragraphs.map((text) => Math.ceil(text.length / LETTERS_IN_LINE) + GAP);
  const left = LINES_OF_SHEET - lines.reduce((sum, one) => sum + one, 0);
  return Math.max(2, Math.floor(left / LINES_OF_ROW));
}
