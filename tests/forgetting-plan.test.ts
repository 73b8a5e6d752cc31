import { sql } from "kysely";
import { expect, test } from "vitest";

import { countToBeRemoved } from "#app/supporters/export/consenting.server.ts";
import { forgetExported } from "#app/supporters/export/forget-exported.server.ts";
import { forgetMails } from "#app/updates/forget-mails.server.ts";

import { freshDatabase } from "./support/database.ts";
import { listening } from "./support/listening.ts";

const PEOPLE = 5_000;

test("of however many supporters, none is looked for in a list that is read anew for each", async () => {
  await using database = await freshDatabase();
  const { db, pool } = database;
  const key = sql`substr(sha256(n::text::bytea), 1, 16)`;
  await sql`
    insert into exported_supporter (external_id, signer_key, demand_ids, export_ids)
    select ${key}, ${key}, '{1}', '{1}' from generate_series(1, ${PEOPLE}) n`.execute(db);
  await sql`
    insert into supporter_mail (signer_key, update_id, mail_id, state, mailed_at)
    select ${key}, 1, gen_random_uuid(), 'left', now() from generate_series(1, ${PEOPLE}) n`.execute(
    db,
  );
  await sql`analyze exported_supporter, supporter_mail, signature, news_address`.execute(db);
  const site = listening(database.url);
  expect(await countToBeRemoved(site.db, new Date())).toBe(PEOPLE);
  await forgetExported(site.db, new Date());
  await forgetMails(site.db, new Date());
  await site.close();
  const statements = [...site.heard.values()].filter(({ text }) => text.includes("except"));
  expect(statements).toHaveLength(3);
  const client = await pool.connect();
  // as if there were more of them than memory for a list of all
  await client.query("set work_mem = '64kB'");
  for (const { text } of statements) {
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain (generic_plan) ${text}`);
    const read = rows.map((row) => row["QUERY PLAN"]).filter((line) => /SubPlan \d/.test(line));
    expect(read.filter((line) => !/hashed|^ *SubPlan/.test(line))).toEqual([]);
  }
  client.release(true);
  const left = await sql`select from exported_supporter where signer_key is not null`.execute(db);
  expect(left.rows).toEqual([]);
});
