/** What keeps the house in order and no import can tell: who writes which table, and the size of things. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";

const files = execFileSync(
  "git",
  ["ls-files", "-co", "--exclude-standard", "app", "db", "emails"],
  {
    encoding: "utf8",
  },
)
  .trim()
  .split("\n")
  .filter((file) => fs.existsSync(file));

const sources = files
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: fs.readFileSync(file, "utf8") }));

/** The room a file stands in: `emails`, `db`, or a folder of `app`. */
const roomOf = (file: string) =>
  file.startsWith("app/")
    ? path.dirname(file).split("/").slice(0, 2).join("/")
    : file.split("/")[0]!;

const tables = [...fs.readFileSync("db/schema.ts", "utf8").matchAll(/^ {2}([a-z_]+): \{/gm)].map(
  ([, table]) => table!,
);

/** Each table's own room. */
const owners: Record<string, string> = {
  legislature: "app/imports",
  area: "app/imports",
  postcode: "app/imports",
  member: "app/imports",
  membership: "app/imports",
  member_contact: "app/imports",
  sitting_period: "app/imports",
  do_not_write: "app/members",
  party_branch: "app/members",
  import_run: "app/imports",
  import_chunk: "app/imports",
  import_change: "app/imports",
  demand: "app/demands",
  demand_text: "app/demands",
  demand_paper: "app/demands",
  demand_slug: "app/demands",
  demand_english: "app/demands",
  demand_update: "app/demands",
  demand_update_text: "app/demands",
  signing: "app/signatures",
  signature: "app/signatures",
  tally_place: "app/signatures",
  tally_minute: "app/signatures",
  tally_hour: "app/signatures",
  tally_correction: "app/signatures",
  erasure: "app/signatures",
  demand_retention: "app/signatures",
  news_address: "app/signatures",
  mail_allowance: "emails",
  link_allowance: "emails",
  blocked_domain: "emails",
  suppression: "emails",
  mail_message: "emails",
  mail_batch: "emails",
  mail_pause: "emails",
  mailbox: "emails",
  webhook_event: "emails",
  organiser: "app/organisers",
  organiser_link: "app/organisers",
  organiser_session: "app/organisers",
  organiser_invitation: "app/organisers",
  organiser_passkey: "app/organisers",
  organiser_challenge: "app/organisers",
  audit: "app/organisers",
  audit_link: "app/organisers",
  audit_anchor: "app/organisers",
  audit_check: "app/organisers",
  organiser_task: "app/organisers",
  velocity: "app/review",
  alarm: "app/review",
  review: "app/review",
  review_signature: "app/review",
  domain_rule: "app/review",
  network_signing: "app/review",
  letter: "app/letters",
  letter_approval: "app/letters",
  letter_total: "app/letters",
  letter_copy: "app/letters",
  letter_left_out: "app/letters",
  letter_repeat: "app/letters",
  member_cadence: "app/letters",
  letter_try: "app/letters",
  own_letter: "app/write",
  own_letter_past: "app/write",
  own_letter_route: "app/write",
  supporter_export: "app/supporters",
  exported_supporter: "app/supporters",
  invite_list: "app/supporters",
  invite: "app/supporters",
  invited: "app/supporters",
  supporter_update: "app/updates",
  supporter_update_text: "app/updates",
  supporter_mail: "app/updates",
  stance: "app/answers",
  given_answer: "app/answers",
  given_version: "app/answers",
  inbound_mail: "app/answers",
  campaign_setting: "app/campaign",
  campaign_mark: "app/campaign",
  campaign_closing: "app/campaign",
  ring_key: "app/sealing",
  sample_row: "app/seed",
};

/** Writings outside a table's own room, each with its reason. */
const exceptions = new Set([
  // the two hot statements, and those that undo and mend them: a demand's total moves with its signatures
  "app/signatures/confirm.server.ts demand",
  "app/signatures/withdraw.server.ts demand",
  "app/signatures/place-later.server.ts demand",
  "app/signatures/set-aside.server.ts demand",
  "app/signatures/tally.server.ts demand",
  // who withdraws is in no frozen set any more
  "app/signatures/withdraw.server.ts review_signature",
  // nor is whose demand closed so long ago that they are forgotten
  "app/signatures/retention/forget-portion.server.ts review_signature",
  // nor is who has erased everything known where they were exported to, or invited
  "app/signatures/manage/forget-outside.server.ts exported_supporter",
  "app/signatures/manage/forget-outside.server.ts invite",
  "app/signatures/manage/forget-outside.server.ts invited",
  // nor what they wrote to their member in their own words
  "app/signatures/manage/forget-outside.server.ts own_letter",
  // nor from which network a form was confirmed
  "app/signatures/manage/forget-outside.server.ts network_signing",
  // nor is it kept to whom updates were mailed
  "app/signatures/withdraw.server.ts supporter_mail",
  // a day's signings move into it when it is made
  "db/partitions.ts signing",
  // an organiser's own address stands beside the imported ones
  "app/members/contacts.server.ts member_contact",
  // the switch that stops all letters of a legislature
  "app/letters/stop-letters.server.ts legislature",
]);

function writesIn(text: string): Set<string> {
  const found = new Set<string>();
  const sql = /\b(?:insert\s+into|update|delete\s+from)\s+(?:only\s+)?([a-z_]+)\b/g;
  const built = /\.(?:insertInto|updateTable|deleteFrom)\(\s*"([a-z_]+)(?:\s+as\s+\w+)?"/g;
  for (const pattern of [sql, built])
    for (const [, table] of text.matchAll(pattern)) if (tables.includes(table!)) found.add(table!);
  return found;
}

/** Comments name tables too. */
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

test("every table has a room", () => {
  expect(tables.toSorted()).toEqual(Object.keys(owners).toSorted());
});

test("each table is written in its own room only", () => {
  const strangers: string[] = [];
  const met = new Set<string>();
  for (const { file, text } of sources) {
    // what begins a database, and what changes its shape, belongs to no table's life
    if (/^(app\/seed|db\/migrations|db\/local)\//.test(file)) continue;
    for (const table of writesIn(withoutComments(text))) {
      const where = `${file} ${table}`;
      if (exceptions.has(where)) met.add(where);
      else if (roomOf(file) !== owners[table]) strangers.push(where);
    }
  }
  expect(strangers).toEqual([]);
  // an exception that nobody needs any more goes
  expect([...met].toSorted()).toEqual([...exceptions].toSorted());
});

test("only emails/ names the tables of mail", () => {
  const mail = /\b(mail_message|mail_batch|mail_pause|mail_allowance|link_allowance)\b/;
  const strangers = sources
    .filter(({ file }) => !/^(emails|db)\//.test(file))
    .filter(({ text }) => mail.test(withoutComments(text)));
  expect(strangers.map(({ file }) => file)).toEqual([]);
});

test("files are small, folders are not full, and nothing stands outside a room but the root's own", () => {
  const own = files.filter((file) => /\.(tsx?|css)$/.test(file));
  const sizes = own.map((file) => fs.statSync(file).size).sort((a, b) => a - b);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(2048);
  expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThanOrEqual(5632);
  const folders = Map.groupBy(files, (file) => path.dirname(file));
  // migrations only grow in number, and nobody looks for one by its folder
  const full = [...folders]
    .filter(([folder, inside]) => folder !== "db/migrations" && inside.length > 30)
    .map(([folder]) => folder);
  expect(full).toEqual([]);
  expect(
    folders
      .get("app")!
      .map((file) => path.basename(file))
      .toSorted(),
  ).toEqual(
    [
      "config.server.ts",
      "context.server.ts",
      "entry.client.ts",
      "entry.server.tsx",
      "environment.ts",
      "fault.server.ts",
      "keys.server.ts",
      "limits.ts",
      "paths.ts",
      "root.tsx",
      "routes.ts",
    ].toSorted(),
  );
});
