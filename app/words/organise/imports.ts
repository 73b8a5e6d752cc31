/** What organisers read about imports; English, as their pages are. */
import type { ImportKind, ImportState } from "#db/schema.ts";

export const importsFlashes = {
  "import-taken": "The file is here. What it would change is shown below; nothing has changed yet.",
  "import-asks": "The Members API is being asked. Nothing has changed yet.",
  "import-runs": "It was started. You may leave this page: it goes on without you.",
  "import-dropped": "It is thrown away. Nothing was changed.",
  "import-undone": "The import is undone.",
  "import-not-tried":
    "This import is not waiting for a decision any more, so this changed nothing.",
  "import-stale":
    "What it would do has changed since you opened the page. Nothing was run; look at it again.",
  "import-refused": "It was refused for the reasons below, so nothing was run.",
  "import-word": "The word was not typed as asked, so nothing was done.",
  "import-busy": "Another import is running. Nothing was undone; try again when it has ended.",
  "import-not-undone":
    "This import cannot be undone, or it is undone already. Nothing was changed.",
  "import-undo-stale":
    "What undoing would do has changed since you opened the page. Nothing was undone; look at it again.",
};

export const kindWords: Readonly<Record<ImportKind, string>> = {
  members: "Members",
  areas: "Constituencies",
  postcodes: "Postcodes",
  sittings: "Sitting dates",
};

export const stateWords: Readonly<Record<ImportState, string>> = {
  arriving: "arriving",
  waiting: "being looked at",
  tried: "waits for you",
  running: "running",
  placing: "done; earlier signers are being placed",
  done: "done",
  failed: "failed",
  undone: "undone",
  dropped: "thrown away",
};

/** What stands beside the file on the page, and the button, that do what options of the commands do. */
export const partLabel = "Only a part of the House";
export const apiLabel = "Ask the Members API";

const options: Readonly<Record<string, string>> = {
  "--part-of": `the box “${partLabel}”, beside the file`,
  "--from-api": `“${apiLabel}”`,
};

/** A sentence of the commands as a page says it: by its boxes and buttons, not by options. */
export const asOnPage = (sentence: string): string =>
  sentence.replace(/--[a-z-]+/g, (option) => options[option] ?? option);

/** The words that are typed before what cannot be taken for a slip. */
export const FORCE_WORD = "import anyway";
export const UNDO_WORD = "undo";

/** Whether somebody typed the word, however they write it. */
export const isWord = (typed: string, word: string): boolean =>
  typed.trim().replace(/\s+/g, " ").toLowerCase() === word;

export const uploadTroubles = {
  kind: "Say what the file is a list of.",
  part: "Name regions or countries with commas between them, such as “Northern Ireland”; only for members.",
  repeated: "This came twice. Send the form from the page itself.",
  none: "Choose a file.",
  empty: "The file is empty. Choose another.",
  full: "Five imports wait already. Run them or throw them away first.",
  "too-large":
    "The file is larger than is taken: 16 MB for members and constituencies, 300 MB for postcodes, 1 MB for sitting dates. Nothing was kept. Postcodes can be given as the zip that they come in.",
  "cut-off": "The file did not arrive whole. Nothing was kept; send it again.",
  slow: "The file took too long to arrive. Nothing was kept; try a faster connection, or a zip.",
};

export type UploadTrouble = keyof typeof uploadTroubles;

export const kindHints: Readonly<Record<ImportKind, string>> = {
  members:
    "A CSV file with the columns pcon_code, member_id, full_title, display_as, party_text, member_email; up to 16 MB.",
  areas:
    "A CSV file with the columns code, name, region_code, region, country and, where it has them, others; up to 16 MB.",
  postcodes:
    "ONSPD or NSPL of the Office for National Statistics: CSV, .gz or .zip; up to 300 MB, as a zip it has less.",
  sittings:
    "A CSV file with the columns legislature, from, to, what: a line for each recess, such as uk-commons, 2026-07-17, 2026-08-31, Summer recess. It is the whole table, and no letter leaves in a recess. Up to 1 MB.",
};
