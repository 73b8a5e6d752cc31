/** `npm run import:areas`: the constituencies, with region, electorate and map cell. */
import { areaColumnNames, areaRow } from "../places/area.ts";
import { importAreas } from "../imports/import-areas.server.ts";
import { describeFound } from "../imports/csv-found.ts";
import { readCsv } from "../imports/read-csv.server.ts";

import { runCommand } from "./command.ts";
import {
  importHelp,
  importOptions,
  readHow,
  refuse,
  refusePositionals,
  requireFile,
} from "./importing.ts";

const source =
  "The codes, names and regions of constituencies are in the ONS's lookups (geoportal.statistics.gov.uk) and the House of Commons Library's results of 2024.";

await runCommand({
  help: `
npm run import:areas -- --file FILE [--dry-run] [--force]
  Imports the constituencies of the House of Commons from a CSV file with the columns
  code (GSS), name, name_cy, region_code, region, country, electorate, parliament_id,
  hex_q, hex_r. Nothing is deleted; the same file again changes nothing.
${importHelp} (fewer than 600 seats)`,
  options: importOptions,
  run: async ({ db, values, positionals }) => {
    refusePositionals(positionals);
    const file = requireFile(values);
    const how = readHow(values);
    const reading = await readCsv(file, areaRow, { names: areaColumnNames, source });
    if (reading.kind === "unreadable")
      refuse(reading.problems, "Mend the file and run the command again.");
    const outcome = await importAreas(db, reading.rows, how);
    if (outcome.kind === "refused")
      refuse(
        outcome.problems,
        "Every area is as it was. Check the file; --force takes a small one.",
      );
    for (const line of describeFound(reading.found)) console.log(line);
    const { added, changed, unchanged, unlisted } = outcome;
    if (added + changed === 0) console.log(`Nothing changed: ${unchanged} areas are as listed.`);
    else
      console.log(
        `${how.dryRun ? "Would be" : "Areas"} added: ${added}, changed: ${changed}, unchanged: ${unchanged}.`,
      );
    if (unlisted.length > 0)
      console.log(
        `Kept though not listed: ${unlisted.length} (${unlisted.slice(0, 5).join(", ")}${unlisted.length > 5 ? ", …" : ""}).`,
      );
    if (how.dryRun) console.log("This was a dry run: nothing was written.");
  },
});
