/** `npm run import:members`: who holds which seat, and where a letter reaches them. */
import type { Db } from "#db/connection.ts";

import { examineMembers, importMembers } from "../imports/import-members.server.ts";
import type { HowMembers } from "../imports/match-seats.server.ts";
import { membersApi, readMembersApi } from "../imports/members-api.server.ts";
import { describeFound } from "../imports/csv-found.ts";
import { readMembersFile } from "../imports/read-lists.server.ts";
import { sayMembers } from "../imports/tell/say-members.ts";
import type { ListedSeat } from "../members/member.ts";

import { type CommandTools, runCommand, WrongUsage } from "./command.ts";
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
npm run import:members -- --file FILE | --from-api [--base-url URL] [--part-of NAME]
                          [--dry-run] [--verbose] [--force]
  Imports the members of the House of Commons, from a CSV file with the columns pcon_code,
  member_id, full_title, display_as, party_text, member_email, or from the Members API of
  the UK Parliament (some three minutes). A vacant seat is a row that says Vacant. Nothing
  is deleted: memberships end. Addresses set by organisers are left alone.

  --base-url URL  where the Members API is (${membersApi})
  --part-of NAME  the file is the whole of a region or country, such as "Northern Ireland"
                  or "Great Britain"; members elsewhere stay as they are. May be repeated
${importHelp}: seats that are not in the file
              keep their holders; one address or name for many, columns shifted against
              each other, over 5 % of holders or addresses gone at once`,
  options: {
    ...importOptions,
    "from-api": { type: "boolean" },
    "base-url": { type: "string" },
    "part-of": { type: "string", multiple: true },
  },
  run: async ({ db, values, positionals, now }) => {
    refusePositionals(positionals);
    const fromApi = values["from-api"] === true;
    const partOf = [values["part-of"] ?? []].flat().map(String);
    if (!fromApi && values.file === undefined)
      throw new WrongUsage("Say where from: --file FILE or --from-api.");
    if (fromApi && values.file !== undefined)
      throw new WrongUsage("Give either --file or --from-api.");
    if (!fromApi && values["base-url"] !== undefined)
      throw new WrongUsage("--base-url goes with --from-api.");
    if (fromApi && partOf.length > 0) throw new WrongUsage("--part-of goes with --file.");
    const how = {
      partOf,
      ...readHow(
        { values, now },
        {
          of: "members",
          from: fromApi ? "Members API" : requireFile(values),
          partOf,
        },
      ),
    };
    const seats = await (fromApi ? askApi(db, values, how) : readFile(values));
    const outcome = await importMembers(db, seats, fromApi ? "api" : "file", how, now);
    if (outcome.kind === "refused") refuseMembers(outcome);

    sayDone(how, outcome.report, values.verbose === true, sayMembers(outcome));
  },
});

async function readFile(values: CommandTools["values"]): Promise<ListedSeat[]> {
  const reading = await readMembersFile(requireFile(values));
  if (reading.kind === "unreadable")
    refuse(reading.problems, "Mend the file and run the command again.");
  for (const line of describeFound(reading.found)) console.log(line);
  return reading.seats;
}

async function askApi(db: Db, values: CommandTools["values"], how: HowMembers) {
  const url = URL.parse(String(values["base-url"] ?? membersApi));
  if (!url || !/^https?:$/.test(url.protocol))
    throw new WrongUsage("--base-url must begin with http:// or https://");
  const progress = showProgress("members asked for", 50);
  const reading = await readMembersApi(
    url.href.replace(/\/+$/, ""),
    (seats) => examineMembers(db, seats, "api", how),
    progress.at,
  );
  progress.end();
  if (reading.kind === "refused") refuseMembers(reading);
  return reading.seats;
}

/** @throws Refusal always, with what can be done about it */
function refuseMembers({
  problems,
  hint,
}: {
  problems: string[];
  hint?: "import-areas" | "force";
}): never {
  const advice = {
    "import-areas": "Import the areas first: npm run import:areas -- --file FILE",
    force: "Check the source; --force takes what is merely unlikely.",
    none: "Check the source and run the command again.",
  }[hint ?? "none"];
  refuse(problems, `The members are as they were. ${advice}`);
}
