/** “Never invite me again”: the inbox is in no list any more. What its people sign themselves has its mails. */
import type { Db } from "#db/connection.ts";
import { uuidOf, uuidTime } from "#db/uuid.ts";
import { recipientKeyOf } from "#emails/kept.ts";

import { type Keys, readLinkToken } from "../../keys.server.ts";
import { LINK_DAYS } from "./list.ts";

const DAY = 86_400_000;

/**
 * Whom the mail went to in which this link stood.
 * @returns `unknown` for one that we did not make; `expired` too where the mail was erased
 */
export async function whoseLink(
  db: Db,
  keys: Keys,
  token: string,
  now: Date,
): Promise<Buffer | "unknown" | "expired"> {
  const id = readLinkToken(keys, "no-more", token);
  if (!id) return "unknown";
  const age = now.getTime() - uuidTime(id).getTime();
  if (age > LINK_DAYS * DAY) return "expired";
  return (await recipientKeyOf(db, uuidOf(id))) ?? "expired";
}

/**
 * For good: who changes their mind erases it by their own link.
 * @returns false where it was erased that they were invited: then nobody knows whose inbox it is
 */
export async function neverAgain(db: Db, signerKey: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("invited")
    .set({ never: true })
    .where("signer_key", "=", signerKey)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
