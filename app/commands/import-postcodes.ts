/** `npm run import:postcodes`: which constituency each postcode lies in. */
import { importPostcodes, type PostcodesImported } from "../imports/import-postcodes.server.ts";
import { describePostcodes } from "../imports/read-postcodes.server.ts";
import { writeAudit } from "../organisers/audit.server.ts";
import { placeEarlierSigners } from "../signatures/place-later.server.ts";

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
      const advice =
        outcome.hint === "import-areas"
          ? " Import the areas first: npm run import:areas -- --file FILE"
          : ` Check the file${outcome.forcible ? "; --force leaves out bad lines and takes what is merely unlikely" : ""}.`;
      refuse(outcome.problems, `The postcodes are as they were.${advice}`);
    }
    sayDone(how, outcome.report, values.verbose === true, summary(outcome));
    if (how.dryRun) return;
    const placing = showProgress("signatures without a place looked at", 100_000);
    const { placed, unreadable } = await placeEarlierSigners(db, keys, now, placing.at);
    placing.end();
    if (placed > 0) {
      const change = { action: "signatures.place", subject: "earlier signers", after: { placed } };
      await writeAudit(db, null, change, now);
    }
    if (placed > 0) console.log(`${say(placed)} earlier signers were placed.`);
    if (unreadable > 0)
      console.log(
        `${say(unreadable)} earlier signers could not be read and stay without a place. Put their key back into APP_KEYS and import again.`,
      );
  },
});

function say(number: number): string {
  return number.toLocaleString("en-GB");
}

function summary(outcome: PostcodesImported): string[] {
  const { added, moved, removed, unchanged, repeated, unknown, unknownCodes, read } = outcome;
  const { withoutPostcodes, areasKnown } = outcome;
  return [
    ...describePostcodes(read),
    `Lines read: ${say(read.rows)}; without a constituency: ${say(read.withoutSeat)}, ended: ${say(read.ended)}, repeated: ${say(repeated)}, left out as bad: ${say(read.bad)}.`,
    ...(unknown > 0
      ? [
          `${say(unknown)} postcodes lie in constituencies that are not imported: ${few(unknownCodes)}.`,
        ]
      : []),
    ...(withoutPostcodes.length > 0
      ? [
          `Constituencies without a postcode in the file: ${withoutPostcodes.length} of ${areasKnown} (${few(withoutPostcodes)}).`,
        ]
      : []),
    added + moved + removed === 0
      ? `Nothing changed: ${say(unchanged)} postcodes are as listed.`
      : `Postcodes added: ${say(added)}, moved to another constituency: ${say(moved)}, removed: ${say(removed)}, unchanged: ${say(unchanged)}.`,
  ];
}

function few(names: readonly string[]): string {
  return `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}
