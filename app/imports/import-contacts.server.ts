/** The part of an import that keeps members' addresses. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { commons } from "../places/area.ts";
import type { Holder } from "../members/member.ts";

export interface ContactsWritten {
  addresses: { added: number; changed: number; stale: number };
}

/**
 * Each source keeps an address of its own, so an organiser's is never touched. One that the source
 * gives no longer is kept and marked stale; one that it gives again gets a new date.
 */
export async function writeContacts(
  trx: Db,
  holders: readonly Holder[],
  source: "file" | "api",
  today: string,
): Promise<ContactsWritten> {
  const known = await trx
    .selectFrom("member_contact")
    .innerJoin("member", "member.id", "member_contact.member_id")
    .select(["member_contact.member_id", "member_contact.email", "member_contact.stale"])
    .where("member.legislature_id", "=", commons.id)
    .where("member_contact.source", "=", source)
    .execute();
  const given = holders.flatMap(({ id, email }) =>
    email === undefined ? [] : [{ member_id: id, source, email, seen_on: today, stale: false }],
  );
  if (given.length > 0)
    await trx
      .insertInto("member_contact")
      .values(given)
      .onConflict((conflict) =>
        conflict
          .columns(["member_id", "source"])
          .doUpdateSet((eb) => ({
            email: eb.ref("excluded.email"),
            seen_on: eb.ref("excluded.seen_on"),
            stale: false,
          }))
          .where(sql<boolean>`member_contact is distinct from excluded`),
      )
      .execute();

  const before = new Map(known.map((contact) => [contact.member_id, contact]));
  const now = new Set(given.map((contact) => contact.member_id));
  const vanished = known.filter(({ member_id, stale }) => !stale && !now.has(member_id));
  if (vanished.length > 0)
    await trx
      .updateTable("member_contact")
      .set({ stale: true })
      .where("source", "=", source)
      .where(
        "member_id",
        "in",
        vanished.map(({ member_id }) => member_id),
      )
      .execute();
  const changed = given.filter(({ member_id, email }) => {
    const old = before.get(member_id);
    return old !== undefined && (old.email !== email || old.stale);
  });
  return {
    addresses: {
      added: given.filter(({ member_id }) => !before.has(member_id)).length,
      changed: changed.length,
      stale: vanished.length,
    },
  };
}
