/** Letters that may go out again by themselves, and the press that allows it or takes that back. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { isLeftOut } from "../copy-queries.server.ts";
import { moveLetter } from "../move-letter.server.ts";

type Tx = Transaction<Database>;

/** The text and those it went to were approved; whoever allows it lets copies of it leave later. */
export async function allowRepeats(tx: Tx, id: number): Promise<Deed> {
  return moveLetter(tx, id, "repeat", ({ repeatable }) =>
    Promise.resolve(repeatable ? { said: "repeats" } : { set: { repeatable: true } }),
  );
}

export async function endRepeats(tx: Tx, id: number): Promise<Deed> {
  return moveLetter(tx, id, "no-repeat", ({ repeatable }) =>
    Promise.resolve(repeatable ? { set: { repeatable: false } } : { said: "repeats-no-more" }),
  );
}

/** A letter that can go out again to a member about a demand: the last one that may, and was for them. */
export interface Repeatable {
  letterId: number;
  memberId: number;
  demandId: number;
  window: "any" | "office-hours";
}

/**
 * Of letters that are sent or on their way: one that is paused or stopped does not go out again. A member is on its
 * list unless an organiser left them out; whoever came into the seat later is not.
 */
export async function listRepeatable(
  db: Db,
  rehearsal: boolean,
  member?: number,
): Promise<Repeatable[]> {
  const { rows } = await sql<Repeatable>`
    select distinct on (c.member_id, d.id) l.id as "letterId", c.member_id as "memberId",
           d.id as "demandId", l.send_window as window
      from letter l
      join letter_copy c on c.letter_id = l.id
      join member_cadence f on f.member_id = c.member_id and f.choice = 'threshold'
     cross join unnest(l.demand_ids) as asked
      join demand d on d.id = asked and d.state in ('open', 'closed')
     where l.repeatable and l.state in ('sending', 'sent') and l.rehearsal = ${rehearsal}
       and not ${isLeftOut("c")}
       and (${member ?? null}::int is null or c.member_id = ${member ?? null})
     order by c.member_id, d.id, l.counted_at desc, l.id desc`.execute(db);
  return rows;
}
