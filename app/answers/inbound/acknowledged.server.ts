/** Copies that an office acknowledged by itself: no answer, and said as such in public. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

export interface Acknowledged {
  letterId: number;
  memberId: number;
  /** The first time. */
  at: Date;
}

/**
 * Only where it is sure that the mail is the member's, for nobody looks before it is shown.
 * @param of one member, or one letter, or both; all without it
 */
export async function listAcknowledged(
  db: Db,
  { letterId, memberId }: { letterId?: number; memberId?: number } = {},
): Promise<Acknowledged[]> {
  const { rows } = await sql<Acknowledged>`
    select letter_id as "letterId", member_id as "memberId", min(received_at) as at
      from inbound_mail
     where kind = 'automatic' and doubt is null and letter_id is not null and member_id is not null
       and (${letterId ?? null}::int is null or letter_id = ${letterId ?? null})
       and (${memberId ?? null}::int is null or member_id = ${memberId ?? null})
     group by letter_id, member_id
     order by letter_id, member_id`.execute(db);
  return rows;
}
