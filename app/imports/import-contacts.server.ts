/** The part of an import that keeps members' addresses. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { commons } from "../places/area.ts";
import type { Holder } from "../members/member.ts";
import type { ImportReport, ReportLine } from "./report.ts";

export interface ContactsWritten {
  addresses: { added: number; changed: number; stale: number };
}

interface Listed {
  holders: readonly Holder[];
  source: "file" | "api";
  today: string;
  /** Members of whom the list says nothing. */
  kept: ReadonlySet<number>;
  /** Names a member with the seat. */
  whoIs: (id: number, name: string) => string;
}

/**
 * Each source keeps an address of its own, so an organiser's is never touched. One that the source
 * gives no longer is kept and marked stale; one that it gives again gets a new date.
 */
export async function writeContacts(
  trx: Db,
  { holders, source, today, kept, whoIs }: Listed,
): Promise<{ numbers: ContactsWritten; report: ImportReport }> {
  const known = await trx
    .selectFrom("member_contact")
    .innerJoin("member", "member.id", "member_contact.member_id")
    .select(["member_contact.member_id", "member_contact.email", "member_contact.stale"])
    .select("member.name")
    .where("member.legislature_id", "=", commons.id)
    .where("member_contact.source", "=", source)
    .orderBy("member.name")
    .execute();
  const given = holders.flatMap(({ id, name, email }) =>
    email === undefined ? [] : [{ id, name, email }],
  );
  if (given.length > 0)
    await trx
      .insertInto("member_contact")
      .values(
        given.map(({ id, email }) => ({
          member_id: id,
          source,
          email,
          seen_on: today,
          stale: false,
        })),
      )
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

  const now = new Set(given.map(({ id }) => id));
  const vanished = known.filter(
    ({ member_id, stale }) => !stale && !now.has(member_id) && !kept.has(member_id),
  );
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

  const before = new Map(known.map((contact) => [contact.member_id, contact]));
  const added: ReportLine[] = [];
  const changed: ReportLine[] = [];
  for (const { id, name, email } of given) {
    const old = before.get(id);
    const line = (change: string) => ({ who: whoIs(id, name), change, private: true as const });
    if (!old) added.push(line(email));
    else if (old.email !== email) changed.push(line(`${old.email} → ${email}`));
    else if (old.stale) changed.push(line(`${email} again`));
  }
  const stale = vanished.map(({ member_id, name, email }) => ({
    who: whoIs(member_id, name),
    change: email,
    private: true as const,
  }));
  return {
    numbers: {
      addresses: { added: added.length, changed: changed.length, stale: stale.length },
    },
    report: [
      { what: "Addresses added", number: added.length, lines: added },
      { what: "Addresses changed", number: changed.length, lines: changed },
      { what: "Addresses gone stale", number: stale.length, lines: stale },
    ],
  };
}
