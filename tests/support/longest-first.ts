/** The order in which files of tests begin: those that take long are not left to run alone at the end. */
import path from "node:path";

import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Above half a minute on a quiet machine, the longest first. */
const long = [
  ...[
    "gallery",
    "evening-update",
    "media",
    "pages-in-browser",
    "frozen-database",
    "first-run",
    "browser-journey",
    "web-processes",
  ],
  ...["develop", "imports-background", "slow-connections", "gets-up-again", "import-postcodes"],
  ...["hostile-text", "uploads", "guide"],
  ...[
    "sign-on-a-phone",
    "after-signing-in-browser",
    "letter-stops",
    "letter-composer",
    "crowd-in-browser",
    "evening-letter",
  ],
].map((name) => `${name}.test.ts`);

/** Counts connections that a server loses which is starved of processor time: it comes when there is little else. */
const LAST = "stop.test.ts";

const placeOf = ({ moduleId }: TestSpecification): number => {
  const name = path.basename(moduleId);
  const place = long.indexOf(name);
  return place < 0 ? long.length + (name === LAST ? 1 : 0) : place;
};

/** The others follow as Vitest orders them: as long as they took last, or the biggest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
