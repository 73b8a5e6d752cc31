/** `npm run import:sittings`: when each legislature sits, so that no letter leaves in a recess. */
import { describeFound } from "../imports/csv-found.ts";
import { readSittingsFile } from "../imports/read-lists.server.ts";
import { importSittings, saySittings } from "../imports/sittings/import-sittings.server.ts";
import { dayOf } from "../words/format.ts";

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
npm run import:sittings -- --file FILE [--dry-run] [--verbose] [--force]
  Imports when a legislature sits, from a CSV file with the columns legislature (its id or
  its name, such as uk-commons), from, to (days such as 2026-07-16, both part of it) and
  what: the name of a recess, such as “Summer recess”, or “sitting”. In a recess, and
  between two sittings that are listed, no letter leaves. The file is the whole table of
  each legislature that it names; without a table nothing waits.
${importHelp}: a period of more than 200 days,
              a table that is all in the past`,
  options: importOptions,
  run: async ({ db, values, positionals, now }) => {
    refusePositionals(positionals);
    const file = requireFile(values);
    const how = readHow({ values, now }, { of: "sittings", from: file });
    const reading = await readSittingsFile(file);
    if (reading.kind === "unreadable")
      refuse(reading.problems, "Mend the file and run the command again.");
    for (const line of describeFound(reading.found)) console.log(line);
    const outcome = await importSittings(db, reading.rows, how, dayOf(now));
    if (outcome.kind === "refused") {
      const advice =
        outcome.hint === "import-areas"
          ? "Import the areas first: npm run import:areas -- --file FILE"
          : `Check the file${outcome.forcible ? "; --force takes what is merely unlikely" : ""}.`;
      refuse(outcome.problems, `The table is as it was. ${advice}`);
    }
    sayDone(how, outcome.report, values.verbose === true, saySittings(outcome));
  },
});
