/** What organisers keep of a member: an address of their own, and what the member answered. */
import { type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import { chooseAddress } from "./member.ts";
import type { Stated } from "../answers/stance.ts";

export async function listMembers(db: Db) {
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

/** A member with the addresses known, the one in use, and the stance on each public demand. */
export async function getMember(db: Db, id: number) {
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
  const demands = await db
    .selectFrom("demand")
    .innerJoin("demand_text as t", (join) =>
      join
        .onRef("t.demand_id", "=", "demand.id")
        .onRef("t.version", "=", "demand.text_version")
        .on("t.locale", "=", "en"),
    )
    .leftJoin("stance as s", (join) =>
      join.onRef("s.demand_id", "=", "demand.id").on("s.member_id", "=", id),
    )
    .select(["demand.slug", "t.title", "s.stance", "s.quote", "s.source"])
    .select("s.stated_on as statedOn")
    .where("demand.state", "in", ["open", "closed"])
    .orderBy("demand.id")
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
    demands,
  };
}

type Tx = Transaction<Database>;

/** @param address as `readAddress` gave it; undefined takes the organisers' own away again */
export async function setMemberAddress(
  tx: Tx,
  memberId: number,
  address: string | undefined,
  now: Date,
) {
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

/** What a member says of a demand; the newest word replaces the one before. */
export async function recordStance(
  tx: Tx,
  memberId: number,
  demand: { id: number; slug: string },
  { stance, quote, source, statedOn }: Stated,
) {
  const key = { member_id: memberId, demand_id: demand.id };
  const before = await tx
    .selectFrom("stance")
    .select(["stance", "quote", "source", "stated_on as statedOn"])
    .where("member_id", "=", memberId)
    .where("demand_id", "=", demand.id)
    .forUpdate()
    .executeTakeFirst();
  const said = { stance, quote, source, stated_on: statedOn };
  await tx
    .insertInto("stance")
    .values({ ...key, ...said })
    .onConflict((conflict) => conflict.columns(["member_id", "demand_id"]).doUpdateSet(said))
    .execute();
  const changed = {
    action: "member.stance",
    subject: `member ${memberId}, ${demand.slug}`,
    before: before ?? null,
    after: { stance, quote, source, statedOn },
  };
  return { said: "stance-recorded", changed };
}
