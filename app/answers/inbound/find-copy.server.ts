/** Which copy of a letter a mail answers: the one whose address it came to. */
import type { Db } from "#db/connection.ts";

import type { Keys } from "../../keys.server.ts";
import { type CopyName, readReplyName } from "../../letters/copy-links.server.ts";

/** What stands before the @ of each address at this domain. @param addresses with names or without */
export function namesAt(addresses: readonly string[], domain: string): string[] {
  return addresses.flatMap((text) => {
    const address = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;
    const at = address.lastIndexOf("@");
    return address
      .slice(at + 1)
      .trim()
      .toLowerCase() === domain
      ? [address.slice(0, at).trim()]
      : [];
  });
}

/** @param names what stands before the @ of addresses; only one of ours that was made for a copy is believed */
export async function findCopy(
  db: Db,
  keys: Keys,
  names: readonly string[],
): Promise<CopyName | undefined> {
  for (const name of names) {
    const copy = readReplyName(keys, name);
    if (copy && (await isMade(db, copy))) return copy;
  }
  return undefined;
}

async function isMade(db: Db, { letterId, memberId }: CopyName): Promise<boolean> {
  const found = await db
    .selectFrom("letter_copy")
    .select("letter_id")
    .where("letter_id", "=", letterId)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return found !== undefined;
}
