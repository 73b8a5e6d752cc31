/** `npm run import:members`: who holds which seat, and where a letter reaches them. */
import { importMembers } from "../imports/import-members.server.ts";
import { seatRow } from "../members/member.ts";
import { membersApi, readMembersApi } from "../imports/members-api.server.ts";
import { readCsv } from "../imports/read-csv.server.ts";

import { type CommandTools, runCommand, WrongUsage } from "./command.ts";
import {
  importHelp,
  importOptions,
  readHow,
  refuse,
  refusePositionals,
  requireFile,
  showProgress,
} from "./importing.ts";

await runCommand({
  help: `
npm run import:members -- --file FILE | --from-api [--base-url URL] [--dry-run] [--force]
  Imports the members of the House of Commons, from a CSV file with the columns pcon_code,
  member_id, full_title, display_as, party_text, member_email, or from the Members API of
  the UK Parliament (some three minutes). Nothing is deleted: memberships end. Addresses set
  by organisers are left alone.

  --base-url URL  where the Members API is (${membersApi})
${importHelp} (fewer than 600 seats, over 5 % of holders gone at once)`,
  options: {
    ...importOptions,
    "from-api": { type: "boolean" },
    "base-url": { type: "string" },
  },
  run: async ({ db, values, positionals, now }) => {
    refusePositionals(positionals);
    const fromApi = values["from-api"] === true;
    if (!fromApi && values.file === undefined)
      throw new WrongUsage("Say where from: --file FILE or --from-api.");
    if (fromApi && values.file !== undefined)
      throw new WrongUsage("Give either --file or --from-api.");
    if (!fromApi && values["base-url"] !== undefined)
      throw new WrongUsage("--base-url goes with --from-api.");
    const from = fromApi ? "Members API" : requireFile(values);
    const how = readHow({ values, now }, { of: "members", from });
    const seats = await (fromApi ? askApi(values) : readFile(values));
    const outcome = await importMembers(db, seats, fromApi ? "api" : "file", how, now);
    if (outcome.kind === "refused")
      refuse(
        outcome.problems,
        outcome.hint === "import-areas"
          ? "The members are as they were. Import the areas first: npm run import:areas -- --file FILE"
          : "The members are as they were. Check the source; --force takes what is merely unlikely.",
      );

    const { members, began, ended, dated, addresses, vacant, withoutAddress } = outcome;
    const changes =
      members.added +
      members.changed +
      began +
      ended +
      dated +
      addresses.added +
      addresses.changed +
      addresses.stale;
    if (changes === 0) console.log(`Nothing changed: ${members.unchanged} members are as listed.`);
    else {
      if (how.dryRun) console.log("This would happen:");
      console.log(
        `Members added: ${members.added}, changed: ${members.changed}, unchanged: ${members.unchanged}.`,
      );
      console.log(`Memberships begun: ${began}, ended: ${ended}, first day corrected: ${dated}.`);
      console.log(
        `Addresses added: ${addresses.added}, changed: ${addresses.changed}, gone stale: ${addresses.stale}.`,
      );
    }
    console.log(`Vacant seats: ${vacant}. Members listed without an address: ${withoutAddress}.`);
    if (how.dryRun) console.log("This was a dry run: nothing was written.");
  },
});

async function readFile(values: CommandTools["values"]) {
  const reading = await readCsv(requireFile(values), seatRow);
  if (reading.kind === "unreadable")
    refuse(reading.problems, "Mend the file and run the command again.");
  return reading.rows;
}

async function askApi(values: CommandTools["values"]) {
  const url = URL.parse(String(values["base-url"] ?? membersApi));
  if (!url || !/^https?:$/.test(url.protocol))
    throw new WrongUsage("--base-url must begin with http:// or https://");
  const progress = showProgress("members asked for", 50);
  const reading = await readMembersApi(url.href.replace(/\/+$/, ""), progress.at);
  progress.end();
  if (reading.kind === "refused")
    refuse(reading.problems, "The members are as they were. Run the command again later.");
  return reading.seats;
}
