/** Adds a letter to all members, counted and sent a while ago; its copies are settled, and no mail was ever made. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";

import { EVERYWHERE, listCopyFacts } from "../../letters/copy-facts.server.ts";
import { newLetter } from "../../letters/text/default-letter.ts";
import { fillLetter } from "../../letters/text/fill.ts";
import { DAY, LETTER_AGO } from "./curve.ts";
import { recordSample, sampled } from "./record.server.ts";

const PER_HOUR = 1_200;
const BETWEEN = 3_600_000 / PER_HOUR;
/** Of so many copies one was taken by the member's server, which says nothing more. */
const UNHEARD = 9;
const HOUR = 3_600_000;

/** @param demandIds those that it is about @param campaign who signs it */
export async function addLetter(
  tx: Db,
  demandIds: readonly number[],
  campaign: string,
  now: Date,
): Promise<void> {
  const countedAt = new Date(now.getTime() - LETTER_AGO * DAY);
  const { subject, body } = newLetter({ campaign });
  const copies = await listAddressees(tx);
  const { id } = await tx
    .insertInto("letter")
    .values({
      ...{ subject, body, demand_ids: [...demandIds], audience: JSON.stringify({ to: "all" }) },
      ...{ per_hour: PER_HOUR, send_window: "any", state: "sent", rehearsal: false },
      ...{ created_by: null, approved_by: null, override_reason: null },
      ...{ scheduled_by: null, scheduled_version: null },
      created_at: new Date(countedAt.getTime() - 2 * DAY),
      approved_at: new Date(countedAt.getTime() - DAY),
      ...{ counted_at: countedAt, next_at: countedAt },
      finished_at: new Date(countedAt.getTime() + copies.length * BETWEEN + HOUR),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await recordSample(tx, "letter", [id]);
  await countTotals(tx, id, demandIds, countedAt);
  const facts = await listCopyFacts(tx, { id, demandIds, countedAt, rehearsal: false }, copies);
  const settled = copies.map(({ memberId, areaCode, email }, position) => {
    const leftAt = new Date(countedAt.getTime() + position * BETWEEN);
    const deliveredAt = position % UNHEARD === 4 ? null : new Date(leftAt.getTime() + 8_000);
    const text = fillLetter({ subject, body }, facts.get(memberId)!);
    return { memberId, areaCode, email, position, leftAt, deliveredAt, text, mail: uuidv7(leftAt) };
  });
  await addCopies(tx, id, settled);
}

async function listAddressees(tx: Db) {
  const { rows } = await sql<{ memberId: number; areaCode: string; email: string }>`
    select s.member_id as "memberId", s.area_code as "areaCode", c.email
      from membership s
      join area a on a.code = s.area_code
      join member_contact c on c.member_id = s.member_id
     where s.ended_on is null and s.member_id in ${sampled("member")}
     order by a.name`.execute(tx);
  return rows;
}

/** As they would have been counted then. */
async function countTotals(
  tx: Db,
  id: number,
  demandIds: readonly number[],
  countedAt: Date,
): Promise<void> {
  await sql`
    with counted as materialized (
      select demand_id, place, count(*) as number
        from signature
       where demand_id = any (${demandIds}::int[]) and confirmed_at <= ${countedAt}::timestamptz
       group by demand_id, place
    )
    insert into letter_total (letter_id, demand_id, place, signature_count)
    select ${id}::int, demand_id, coalesce(place, ${EVERYWHERE}), sum(number)
      from counted
     group by grouping sets ((demand_id, place), (demand_id))`.execute(tx);
}

interface Settled {
  memberId: number;
  areaCode: string;
  email: string;
  position: number;
  leftAt: Date;
  /** Null where nothing was heard of it. */
  deliveredAt: Date | null;
  text: { subject: string; body: string };
  mail: string;
}

async function addCopies(tx: Db, letter: number, copies: readonly Settled[]): Promise<void> {
  const each = <Value>(read: (copy: Settled) => Value) => copies.map(read);
  const given = sql`
    unnest(${each((c) => c.memberId)}::int[], ${each((c) => c.areaCode)}::text[],
           ${each((c) => c.position)}::int[], ${each((c) => c.mail)}::uuid[],
           ${each((c) => c.email)}::text[], ${each((c) => c.text.subject)}::text[],
           ${each((c) => c.text.body)}::text[], ${each((c) => c.leftAt.toISOString())}::timestamptz[],
           ${each((c) => c.deliveredAt?.toISOString() ?? null)}::timestamptz[])
      as c (member_id, area_code, position, mail_id, email, subject, body, left_at, delivered_at)`;
  await sql`
    with given as materialized (select * from ${given}), tried as (
      insert into letter_try (mail_id, letter_id, member_id, address, made_at, left_at, delivered_at)
      select mail_id, ${letter}::int, member_id, email, left_at, left_at, delivered_at from given
    )
    insert into letter_copy (letter_id, member_id, area_code, position, has_address, state, mail_id,
      subject, body)
    select ${letter}::int, member_id, area_code, position, true,
           case when delivered_at is null then 'sent' else 'delivered' end, mail_id, subject, body
      from given`.execute(tx);
}
