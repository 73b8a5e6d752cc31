/** The letters that a copy goes on from: those under the very same subject to the same member. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { counts } from "../copy-queries.server.ts";
import type { Source } from "../copy-facts.server.ts";

/** A mail names so many at most: the first, and the last ones. */
const MOST = 10;

/**
 * By their Message-IDs, the first one first. What came back, and what left under an id that nobody told, is
 * passed over.
 * @param copies of the letter, each with its subject as it is filled
 * @returns by member's id; none for a thread that begins
 */
export async function listThreads(
  tx: Db,
  { id, countedAt, rehearsal }: Source,
  copies: readonly { member: number; subject: string }[],
): Promise<Map<number, string[]>> {
  const { rows } = await sql<{ member: number; ids: string[] }>`
    select c.member_id as member, array_agg(t.message_id order by l.counted_at, l.id) as ids
      from letter l
      join letter_copy c on c.letter_id = l.id
      join unnest(${copies.map(({ member }) => member)}::int[],
                  ${copies.map(({ subject }) => subject)}::text[]) as asked (member_id, subject)
        on asked.member_id = c.member_id and asked.subject = c.subject
      join letter_try t on t.mail_id = c.mail_id
     where (l.counted_at, l.id) < (${countedAt}::timestamptz, ${id}::int) and ${counts(rehearsal)}
       and c.state not in ('bounced', 'failed') and t.message_id is not null
     group by c.member_id`.execute(tx);
  return new Map(rows.map(({ member, ids }) => [member, shortened(ids)]));
}

/** As a mail names them. */
export const shortened = (ids: string[]) =>
  ids.length > MOST ? [ids[0]!, ...ids.slice(1 - MOST)] : ids;
