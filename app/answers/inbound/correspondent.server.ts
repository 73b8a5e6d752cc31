/** The member whom a copy went to, as far as a mail's sender is compared with them. */
import type { Db } from "#db/connection.ts";

/** @returns undefined where there is none any more */
export async function getCorrespondent(db: Db, memberId: number) {
  const member = await db
    .selectFrom("member")
    .select("name")
    .where("id", "=", memberId)
    .executeTakeFirst();
  if (!member) return undefined;
  const contacts = await db
    .selectFrom("member_contact")
    .select("email")
    .where("member_id", "=", memberId)
    .execute();
  return { name: member.name, addresses: contacts.map(({ email }) => email) };
}
