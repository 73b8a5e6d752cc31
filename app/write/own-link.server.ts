/** The mailed link of one letter: it confirms the letter, and says later what became of it. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";
import { uuidOf } from "#db/uuid.ts";

import { type Keys, readLinkToken } from "../keys.server.ts";
import type { OwnLetter } from "../signatures/own-letters/own-letter.ts";
import { openOwnLetter } from "../signatures/own-letters/open.server.ts";

export interface KeptLetter extends Omit<Row<"own_letter">, "letter" | "sketch"> {
  /** Undefined once it is erased. */
  letter: OwnLetter | undefined;
}

/** The letter's uuid, or undefined when we did not make the link. */
export function readOwnLink(keys: Keys, token: string): string | undefined {
  const id = readLinkToken(keys, "own-letter", token);
  return id && uuidOf(id);
}

export async function getOwnLetter(
  db: Db,
  keys: Keys,
  id: string,
): Promise<KeptLetter | undefined> {
  const row = await db.selectFrom("own_letter").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) return undefined;
  const { sketch: _, ...kept } = row;
  return { ...kept, letter: openOwnLetter(keys, row) };
}
