/** `npm run import:areas`: the constituencies, with region, electorate and map cell. */
import { areaRow } from "../places/area.ts";
import { importAreas } from "../imports/import-areas.server.ts";
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

await runCommand({
  help: `
npm run import:areas -- --file FILE [--dry-run] [--force]
  Imports the constituencies of the House of Commons from a CSV file with the columns
  code (GSS), name, name_cy, region_code, region, country, electorate, parliament_id,
  hex_q, hex_r. Nothing is deleted; the same file again changes nothing.
${importHelp} (fewer than 600 seats)`,
  options: importOptions,
  run: async ({ db, values, positionals, now }) => {
    refusePositionals(positionals);
    const file = requireFile(values);
    const how = readHow({ values, now }, { of: "areas", from: file });
    const reading = await readCsv(file, areaRow);
    if (reading.kind === "unreadable")
      refuse(reading.problems, "Mend the file and run the command again.");
    const outcome = await importAreas(db, reading.rows, how);
    if (outcome.kind === "refused")
      refuse(
        outcome.problems,
        "Every area is as it was. Check the file; --force takes a small one.",
      );
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
