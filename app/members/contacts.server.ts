/** Where letters reach members, and the address that organisers set themselves. */
import { type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { chooseAddress } from "./member.ts";

/** Those who sit now, by constituency. */
export async function listReachable(db: Db) {
  return db
    .selectFrom("membership")
    .innerJoin("member", "member.id", "membership.member_id")
    .innerJoin("area", "area.code", "membership.area_code")
    .select(["member.id", "member.name", "member.party", "area.name as constituency"])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom("member_contact")
          .select("member_contact.email")
          .whereRef("member_contact.member_id", "=", "member.id"),
      ).as("hasAddress"),
    )
    .where("membership.ended_on", "is", null)
    .orderBy("area.name")
    .execute();
}

/** A member with the addresses known and the one in use. */
export async function getMemberContacts(db: Db, id: number) {
  const member = await db
    .selectFrom("member")
    .leftJoin("membership", (join) =>
      join.onRef("membership.member_id", "=", "member.id").on("membership.ended_on", "is", null),
    )
    .leftJoin("area", "area.code", "membership.area_code")
    .select(["member.id", "member.full_title as name", "member.party"])
    .select("area.name as constituency")
    .where("member.id", "=", id)
    .executeTakeFirst();
  if (!member) return undefined;
  const contacts = await db
    .selectFrom("member_contact")
    .selectAll()
    .where("member_id", "=", id)
    .orderBy("source")
    .execute();
  return {
    ...member,
    contacts: contacts.map(({ source, email, seen_on, stale }) => ({
      source,
      email,
      seen_on,
      stale,
    })),
    address: chooseAddress(contacts)?.email,
  };
}

type Tx = Transaction<Database>;

/** @param address as `readAddress` gave it; undefined takes the organisers' own away again */
export async function setMemberAddress(
  tx: Tx,
  memberId: number,
  address: string | undefined,
  now: Date,
): Promise<Deed> {
  const removed = await tx
    .deleteFrom("member_contact")
    .where("member_id", "=", memberId)
    .where("source", "=", "organiser")
    .returning("email")
    .executeTakeFirst();
  if (address)
    await tx
      .insertInto("member_contact")
      .values({
        member_id: memberId,
        source: "organiser",
        email: address,
        seen_on: now.toISOString().slice(0, 10),
      })
      .execute();
  const changed = {
    action: "member.address",
    subject: `member ${memberId}`,
    before: removed?.email ?? null,
    after: address ?? null,
  };
  return { said: address ? "address-set" : "address-removed", changed };
}
