/** The constituencies of a letter that was counted: their numbers as sent, and whose member got a copy. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { SHOWN_FROM } from "../../places/shown.ts";
import { isWritten } from "../copy-queries.server.ts";
import type { SentPlace } from "../letter.ts";

interface Listed extends SentPlace {
  nameCy: string | null;
  /** Who was written to there; null for nobody. */
  member: string | null;
}

/** Those where a number can be shown or a member was written to, by name. */
export async function listSentPlaces(
  db: Db,
  letterId: number,
  demandIds: readonly number[],
): Promise<Listed[]> {
  const { rows } = await sql<
    Omit<Listed, "counts"> & {
      /** By demand's id. */
      counts: Record<string, number> | null;
    }
  >`
    select a.code, a.name, a.name_cy as "nameCy", c.member, t.counts
      from area a
      left join (select place, jsonb_object_agg(demand_id, signature_count) as counts
                   from letter_total
                  where letter_id = ${letterId} and signature_count >= ${SHOWN_FROM}
                  group by place) t on t.place = a.code
      left join (select distinct on (c.area_code) c.area_code, m.name as member
                   from letter_copy c join member m on m.id = c.member_id
                  where c.letter_id = ${letterId} and ${isWritten}
                  order by c.area_code, c.member_id) c on c.area_code = a.code
     where t.place is not null or c.area_code is not null
     order by a.name`.execute(db);
  return rows.map(({ counts, ...place }) => ({ ...place, counts: inOrder(counts, demandIds) }));
}

/** The numbers of one constituency, in the order of the demands; null where they are too small to be shown. */
export async function getSentCounts(
  db: Db,
  letterId: number,
  demandIds: readonly number[],
  code: string,
): Promise<SentPlace["counts"]> {
  const rows = await db
    .selectFrom("letter_total")
    .select(["demand_id", "signature_count"])
    .where("letter_id", "=", letterId)
    .where("place", "=", code)
    .where("signature_count", ">=", SHOWN_FROM)
    .execute();
  const counts = rows.map((row) => [row.demand_id, row.signature_count] as const);
  return inOrder(Object.fromEntries(counts), demandIds);
}

const inOrder = (counts: Record<string, number> | null, demandIds: readonly number[]) =>
  demandIds.map((id) => counts?.[id] ?? null);
