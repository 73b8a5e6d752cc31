/** Where letters reach members, and the address that organisers set themselves. */
import { type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import type { Deed } from "../words/deed.ts";
import { dayOf } from "../words/format.ts";
import { chooseAddress } from "./member.ts";

/** A member with the addresses known and the one in use. */
export async function getMemberContacts(db: Db, id: number) {
  const member = await db
    .selectFrom("member")
    .leftJoin("membership", (join) =>
      join.onRef("membership.member_id", "=", "member.id").on("membership.ended_on", "is", null),
    )
    .leftJoin("area", "area.code", "membership.area_code")
    .select(["member.id", "member.full_title as name", "member.party"])
    .select(["area.name as constituency", "area.region"])
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
    inUse: chooseAddress(contacts)?.source,
  };
}

type Tx = Transaction<Database>;

/** Of the organisers' own address, or of there being none; `saw` below. */
export const addressVersion = (own: string | undefined): string => versionOf(own ?? null);

/** Until the transaction ends nobody else records anything of a member. */
export async function lockMember(tx: Tx, id: number): Promise<void> {
  await tx.selectFrom("member").select("id").where("id", "=", id).forNoKeyUpdate().execute();
}

/**
 * `address-stale`: another organiser has given or taken one since.
 * @param address as `readAddress` gave it; undefined takes the organisers' own away again
 * @param saw the version of the one that the organiser saw (`addressVersion`)
 */
export async function setMemberAddress(
  tx: Tx,
  memberId: number,
  address: string | undefined,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  await lockMember(tx, memberId);
  const own = tx
    .selectFrom("member_contact")
    .select("email")
    .where("member_id", "=", memberId)
    .where("source", "=", "organiser");
  const before = (await own.executeTakeFirst())?.email;
  const said = address ? "address-set" : "address-removed";
  if (before === undefined && !address) return { said };
  // the same address from both is no conflict
  const isSame = before === address;
  if (!isSame && saw !== addressVersion(before)) return { said: "address-stale" };
  await tx
    .deleteFrom("member_contact")
    .where("member_id", "=", memberId)
    .where("source", "=", "organiser")
    .execute();
  if (address) {
    const seen_on = dayOf(now);
    const row = { member_id: memberId, source: "organiser" as const, email: address, seen_on };
    await tx.insertInto("member_contact").values(row).execute();
  }
  const subject = `member ${memberId}`;
  const changed = {
    action: "member.address",
    subject,
    before: before ?? null,
    after: address ?? null,
  };
  return { said, changed };
}
