/** `npm run import:postcodes`: which constituency each postcode lies in. */
import { importPostcodes } from "../imports/import-postcodes.server.ts";
import { placeSigners } from "../imports/runs/place-signers.server.ts";
import { sayPlaced, sayPostcodes } from "../imports/tell/say-postcodes.ts";

import { runCommand } from "./command.ts";
import {
  importHelp,
  importOptions,
  readHow,
  refuse,
  refusePositionals,
  requireFile,
  sayDone,
} from "./importing.ts";
import { showProgress } from "./show-progress.ts";

await runCommand({
  help: `
npm run import:postcodes -- --file ONSPD_or_NSPL.csv[.gz|.zip] [--dry-run] [--verbose] [--force]
  Imports a postcode directory of the Office for National Statistics: the CSV file, gzipped
  or in the zip it comes in. Ended postcodes are taken too. The site goes on serving; the
  same file again changes nothing. Then places those who signed while their postcode was unknown.
${importHelp}: fewer than 100,000 postcodes,
              over 2 % of them gone or in constituencies that are not imported, over 10 %
              moved or without a constituency; and leaves out bad lines`,
  options: importOptions,
  run: async ({ db, pool, keys, values, positionals, now }) => {
    refusePositionals(positionals);
    const file = requireFile(values);
    const how = readHow({ values, now }, { of: "postcodes", from: file });
    const progress = showProgress("lines read", 500_000);
    const outcome = await importPostcodes(pool, file, how, progress.at);
    progress.end();
    if (outcome.kind === "refused") {
      const force = "; --force leaves out bad lines and takes what is merely unlikely";
      const advice = {
        "import-areas": "Import the areas first: npm run import:areas -- --file FILE",
        wait: "Run the command again when it has ended.",
        none: `Check the file${outcome.forcible ? force : ""}.`,
      }[outcome.hint ?? "none"];
      refuse(outcome.problems, `The postcodes are as they were. ${advice}`);
    }
    sayDone(how, outcome.report, values.verbose === true, sayPostcodes(outcome));
    if (how.dryRun) return;
    const placing = showProgress("signatures without a place looked at", 100_000);
    const placed = await placeSigners(db, keys, { organiserId: null, now }, placing.at);
    placing.end();
    for (const line of sayPlaced(placed)) console.log(line);
  },
});
