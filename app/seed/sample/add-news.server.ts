/** Adds what a campaign tells and hears: an update to those who signed, entries of timelines, a member's answer. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { dayOf } from "../../words/format.ts";
import { locales } from "../../words/locale.ts";
import { demoMembers } from "../demo-members.ts";
import { ANSWER_AGO, DAY, LETTER_AGO } from "./curve.ts";
import { recordSample } from "./record.server.ts";
import { answer, stall, type Told, written } from "./texts.ts";

const HOUR = 3_600_000;
const WRITTEN_AGO = LETTER_AGO - 1;
const STALL_AGO = 30;
/** One in so many of those who had signed is told to have had the update. */
const TOLD = 3;

const before = (now: Date, days: number) => new Date(now.getTime() - days * DAY);

/** @param demandIds those of the letter */
export async function addNews(tx: Db, demandIds: readonly number[], now: Date): Promise<void> {
  await addUpdate(tx, demandIds, before(now, WRITTEN_AGO));
  for (const id of demandIds) await addEntry(tx, id, written, before(now, WRITTEN_AGO));
  await addEntry(tx, demandIds[0]!, stall, before(now, STALL_AGO));
  await tx
    .insertInto("stance")
    .values({
      ...answer,
      // of a place whose postcodes the demo knows
      member_id: demoMembers[1]!.id,
      demand_id: demandIds[0]!,
      stated_on: dayOf(before(now, ANSWER_AGO)),
    })
    .execute();
}

/** As sent; nobody of the sample has asked for news, so that none of its people is ever mailed. */
async function addUpdate(tx: Db, demandIds: readonly number[], at: Date): Promise<void> {
  const finished = new Date(at.getTime() + HOUR);
  const { rows } = await sql<{ id: number }>`
    insert into supporter_update (demand_ids, per_hour, state, created_at, approved_at, begun_at,
      next_at, finished_at, all_passed, people, has_left)
    select ${demandIds}::int[], 20000, 'sent', ${before(at, 1)}::timestamptz, ${at}::timestamptz,
           ${at}::timestamptz, ${at}::timestamptz, ${finished}::timestamptz, true, people, people
      from (select count(distinct signer_key)::int / ${TOLD}::int as people from signature
             where demand_id = any (${demandIds}::int[]) and confirmed_at < ${at}::timestamptz) s
    returning id`.execute(tx);
  const { id } = rows[0]!;
  await tx
    .insertInto("supporter_update_text")
    .values(locales.map((locale) => ({ update_id: id, locale, ...written[locale] })))
    .execute();
  await recordSample(tx, "update", [id]);
}

async function addEntry(tx: Db, demandId: number, told: Told, at: Date): Promise<void> {
  const { en, ...others } = told;
  const { id } = await tx
    .insertInto("demand_update")
    .values({
      ...{ demand_id: demandId, kind: "update", outcome: null, ...en, source_url: null },
      ...{ occurred_on: dayOf(at), created_at: at, updated_at: at },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const translated = Object.entries(others) as [keyof typeof others, typeof en][];
  await tx
    .insertInto("demand_update_text")
    .values(translated.map(([locale, text]) => ({ update_id: id, locale, ...text })))
    .execute();
  await recordSample(tx, "entry", [id]);
}
