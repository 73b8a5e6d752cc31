/** `npm run import:postcodes`: which constituency each postcode lies in. */
import { importPostcodes } from "../imports/import-postcodes.server.ts";
import { placeEarlierSigners } from "../signatures/place-later.server.ts";

import { runCommand } from "./command.ts";
import {
  importHelp,
  importOptions,
  readHow,
  refuse,
  refusePositionals,
  requireFile,
} from "./importing.ts";
import { showProgress } from "./show-progress.ts";

await runCommand({
  help: `
npm run import:postcodes -- --file ONSPD_or_NSPL.csv[.gz|.zip] [--dry-run] [--force]
  Imports a postcode directory of the Office for National Statistics: the CSV file, gzipped
  or in the zip it comes in. Ended postcodes are taken too. The site goes on serving; the
  same file again changes nothing. Then places those who signed while their postcode was unknown.
${importHelp} (fewer than 100,000 postcodes) and leaves out bad lines`,
  options: importOptions,
  run: async ({ db, pool, keys, values, positionals, now }) => {
    refusePositionals(positionals);
    const file = requireFile(values);
    const how = readHow({ values, now }, { of: "postcodes", from: file });
    const progress = showProgress("lines read", 500_000);
    const outcome = await importPostcodes(pool, file, how, progress.at);
    progress.end();
    if (outcome.kind === "refused")
      refuse(
        outcome.problems,
        "The postcodes are as they were. Check the file; --force leaves out bad lines and takes a small file.",
      );
    const say = (number: number) => number.toLocaleString("en-GB");
    const { added, moved, removed, unchanged, repeated, unknownAreas, read } = outcome;
    console.log(
      `Lines read: ${say(read.rows)}; without a constituency: ${say(read.withoutSeat)}, ended: ${say(read.ended)}, repeated: ${say(repeated)}, left out as bad: ${say(read.bad)}.`,
    );
    if (added + moved + removed === 0)
      console.log(`Nothing changed: ${say(unchanged)} postcodes are as listed.`);
    else
      console.log(
        `${how.dryRun ? "Would be" : "Postcodes"} added: ${say(added)}, moved to another constituency: ${say(moved)}, removed: ${say(removed)}, unchanged: ${say(unchanged)}.`,
      );
    if (unknownAreas > 0)
      console.log(
        `${say(unknownAreas)} of their constituencies are not imported yet: run npm run import:areas.`,
      );
    if (how.dryRun) {
      console.log("This was a dry run: nothing was written.");
      return;
    }
    const placing = showProgress("signatures without a place looked at", 100_000);
    const { placed, unreadable } = await placeEarlierSigners(db, keys, placing.at);
    placing.end();
    if (placed > 0) console.log(`${say(placed)} earlier signers were placed.`);
    if (unreadable > 0)
      console.log(
        `${say(unreadable)} earlier signers could not be read and stay without a place. Put their key back into APP_KEYS and import again.`,
      );
  },
});
