/** What the pages show whose rendering is measured: a map, 200,000 signatures, answers, a letter that was sent. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { approved, draft, organiser, send, sendAll } from "../support/letters.ts";
import type { Database } from "./cluster.ts";
import { loadSignatures } from "./load-signatures.ts";
import { insist } from "./tools.ts";

export const SIGNATURES = 200_000;
/** So many copies leave in a minute. */
const PER_HOUR = 30_000;

/** @returns the letter's id */
export async function fillPublicSite({ db, url }: Database): Promise<number> {
  await fillMap(db);
  await fillAnswers(db);
  await loadSignatures(url, SIGNATURES);
  const now = new Date();
  const author = await organiser(db);
  const letter = await approved(db, author, draft([1, 2, 3], { perHour: PER_HOUR }));
  const said = await send(db, letter, { at: now });
  insist(said === "sending", `the letter was not sent: ${said}`);
  await sendAll(db, letter, now);
  await sql`vacuum analyze`.execute(db);
  return letter;
}

/** Every constituency has its place on it, and a name in Welsh now and then. */
async function fillMap(db: Db): Promise<void> {
  await sql`update area set hex_q = n % 30, hex_r = n / 30,
                   name_cy = case when n % 20 = 0 then 'Lle ' || n end
      from (select code, row_number() over (order by code)::int as n from area) as numbered
     where numbered.code = area.code`.execute(db);
}

/** A member in three has said something of a demand. */
export async function fillAnswers(db: Db): Promise<void> {
  await sql`insert into stance (member_id, demand_id, stance, quote, source, stated_on)
    select id, 1 + id % 5, case id % 2 when 0 then 'supports' else 'opposes' end,
           'What member ' || id || ' said.', 'https://example.org/said/' || id, '2026-02-01'
      from member where id % 3 = 0`.execute(db);
}
