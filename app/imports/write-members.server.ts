/** The part of an import that keeps who the members are. */
import type { Db } from "#db/connection.ts";

import { commons } from "../places/area.ts";
import type { Holder } from "../members/member.ts";
import { changesBetween, type ReportLine } from "./report.ts";

/** What a member's party reads where no source told it. */
const noParty = "Not stated";

/**
 * Nobody is deleted, and a party that the source does not tell stays.
 * @param whoIs names a member with the seat
 */
export async function writeMembers(
  trx: Db,
  holders: readonly Holder[],
  whoIs: (id: number, name: string) => string,
) {
  const stored = await trx
    .selectFrom("member")
    .selectAll()
    .where("id", "in", [0, ...holders.map(({ id }) => id)])
    .execute();
  const before = new Map(stored.map((member) => [member.id, member]));
  const rows = holders.map(({ id, name, full_title, party }) => ({
    id,
    legislature_id: commons.id,
    name,
    full_title,
    party: party ?? before.get(id)?.party ?? noParty,
  }));
  const added: ReportLine[] = [];
  const changed: ReportLine[] = [];
  const write = rows.filter((row) => {
    const old = before.get(row.id);
    if (!old) added.push({ who: whoIs(row.id, row.name) });
    const changes = old
      ? changesBetween(old, row, {
          name: "name",
          full_title: "title",
          party: "party",
          legislature_id: "legislature",
        })
      : [];
    if (changes.length > 0)
      changed.push({ who: whoIs(row.id, row.name), change: changes.join(", ") });
    return !old || changes.length > 0;
  });
  if (write.length > 0)
    await trx
      .insertInto("member")
      .values(write)
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          legislature_id: eb.ref("excluded.legislature_id"),
          name: eb.ref("excluded.name"),
          full_title: eb.ref("excluded.full_title"),
          party: eb.ref("excluded.party"),
        })),
      )
      .execute();
  return {
    numbers: {
      members: {
        added: added.length,
        changed: changed.length,
        unchanged: holders.length - write.length,
      },
    },
    report: [
      { what: "Members added", number: added.length, lines: added },
      { what: "Members changed", number: changed.length, lines: changed },
    ],
  };
}
