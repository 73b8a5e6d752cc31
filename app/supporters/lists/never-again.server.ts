/** “Never write to me again”: the address, and the inbox it reaches, take no mail any more. */
import type { Db } from "#db/connection.ts";
import { uuidOf, uuidTime } from "#db/uuid.ts";
import { recipientKeyOf } from "#emails/kept.ts";
import { suppress } from "#emails/suppression.ts";

import { type Keys, readLinkToken } from "../../keys.server.ts";
import { LINK_DAYS } from "./list.ts";

const DAY = 86_400_000;
/** As good as for ever: who changes their mind erases it by their own link. */
const YEARS = 10;

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

export async function neverAgain(db: Db, signerKey: Buffer, now: Date): Promise<void> {
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  await db.transaction().execute(async (tx) => {
    const inbox = await tx
      .selectFrom("invited")
      .select("inbox_key")
      .where("signer_key", "=", signerKey)
      .executeTakeFirst();
    const keys = [signerKey, ...(inbox ? [inbox.inbox_key] : [])];
    for (const key of keys) await suppress(tx, key, "never", until, now);
  });
}
