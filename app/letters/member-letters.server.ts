/** What became of the letters to a member, for the public pages. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { Delivery } from "./delivery.ts";
import { readableSubject } from "./readable-subject.ts";

export interface MemberLetter {
  memberId: number;
  letterId: number;
  /** Readable, without fields. */
  subject: string;
  countedAt: Date;
  delivery: Delivery;
}

/** In SQL, of `letter_copy c left join mail_message m`. */
export const deliveryOfCopy = sql<Delivery>`
  case when c.left_out = 'cancelled' or m.state = 'cancelled' then 'stopped'
    when c.left_out = 'no-seat' then 'no-seat'
    when c.left_out = 'no-address' or (not c.has_address and c.mail_id is null) then 'no-address'
    when c.left_out is not null then 'left-out'
    when m.state in ('bounced', 'failed', 'complained') then 'not-delivered'
    when m.state = 'delivered' then 'delivered'
    when m.state in ('sent', 'unknown') then 'sent'
    when c.mail_id is not null and m.id is null then 'sent'
    else 'waiting' end`;

/** Every letter that was sent to these members (or to all), newest first. */
export async function listMemberLetters(db: Db, memberId?: number): Promise<MemberLetter[]> {
  const { rows } = await sql<MemberLetter>`
    select c.member_id as "memberId", l.id as "letterId", l.subject, l.counted_at as "countedAt",
           ${deliveryOfCopy} as delivery
      from letter_copy c
      join letter l on l.id = c.letter_id and l.counted_at is not null
      left join mail_message m on m.id = c.mail_id
     where ${memberId === undefined ? sql`true` : sql`c.member_id = ${memberId}`}
     order by l.counted_at desc, l.id desc`.execute(db);
  return rows.map((row) => ({ ...row, subject: readableSubject(row.subject) }));
}
