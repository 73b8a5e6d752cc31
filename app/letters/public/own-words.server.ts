/** How many people wrote to their members in their own words, beside the letters with the totals. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";

/**
 * A number in SQL: letters about a demand that left in earnest and did not come back, those that are
 * forgotten by now among them.
 * @param demand its id @param area the code of the constituency; without one all of them
 */
export const ownWordsOf = (
  demand: RawBuilder<unknown>,
  area?: RawBuilder<unknown>,
): RawBuilder<number> => {
  const there = area ? sql`and o.area_code = ${area}` : sql``;
  return sql<number>`(
    (select count(*) from own_letter o where o.demand_id = ${demand} ${there}
        and o.state = 'left' and not o.rehearsal)
    + (select coalesce(sum(o.letters), 0) from own_letter_past o
        where o.demand_id = ${demand} ${there}))::int`;
};

/** Of one constituency, by demand; those about which nobody wrote are left out. */
export async function listOwnWords(db: Db, area: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; letters: number }>`
    select d.id, ${ownWordsOf(sql`d.id`, sql`${area}`)} as letters
      from demand d where d.state in ('open', 'closed')`.execute(db);
  return new Map(rows.filter(({ letters }) => letters > 0).map((row) => [row.id, row.letters]));
}
