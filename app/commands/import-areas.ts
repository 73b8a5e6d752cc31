/** `npm run import:areas`: the constituencies, with region, electorate and map cell. */
import { importAreas } from "../imports/import-areas.server.ts";
import { describeFound } from "../imports/csv-found.ts";
import { readAreasFile } from "../imports/read-lists.server.ts";
import { sayAreas } from "../imports/tell/say-areas.ts";

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

await runCommand({
  help: `
npm run import:areas -- --file FILE [--dry-run] [--verbose] [--force]
  Imports the constituencies of the House of Commons from a CSV file with the columns
  code (GSS), name, region_code, region, country, and, where it has them, name_cy,
  electorate, parliament_id, hex_q, hex_r: a column that is not there changes nothing.
  Nothing is deleted; the same file again changes nothing.
${importHelp}: fewer than 600 seats, more
              than the House has, over 5 % of one column emptied`,
  options: importOptions,
  run: async ({ db, values, positionals, now }) => {
    refusePositionals(positionals);
    const file = requireFile(values);
    const how = readHow({ values, now }, { of: "areas", from: file });
    const reading = await readAreasFile(file);
    if (reading.kind === "unreadable")
      refuse(reading.problems, "Mend the file and run the command again.");
    for (const line of describeFound(reading.found)) console.log(line);
    const outcome = await importAreas(db, reading.rows, how);
    if (outcome.kind === "refused")
      refuse(
        outcome.problems,
        `Every area is as it was. Check the file${outcome.forcible ? "; --force takes what is merely unlikely" : ""}.`,
      );
    sayDone(how, outcome.report, values.verbose === true, sayAreas(outcome));
  },
});
