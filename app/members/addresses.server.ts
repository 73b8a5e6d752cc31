/** The address each member is written to. */
import type { Db } from "#db/connection.ts";

import { chooseAddress, type Contact } from "./member.ts";

/** @returns by member's id; members without any address are not in it */
export async function listAddresses(db: Db): Promise<Map<number, Contact>> {
  const contacts = await db.selectFrom("member_contact").selectAll().execute();
  const addresses = new Map<number, Contact>();
  for (const [id, ofMember] of Map.groupBy(contacts, (contact) => contact.member_id)) {
    const chosen = chooseAddress(ofMember);
    if (chosen) {
      const { source, email, seen_on, stale } = chosen;
      addresses.set(id, { source, email, seen_on, stale });
    }
  }
  return addresses;
}
