/** Opens letters for the mails that they stand in. */
import { createHmac } from "node:crypto";

import type { Db } from "#db/connection.ts";
import { uuidBytes } from "#db/uuid.ts";
import type { OwnLetterText } from "#emails/message.ts";

import type { Keys } from "../keys.server.ts";
import { letterSubject, letterText } from "./letter-text.ts";
import { openOwnLetter } from "../signatures/own-letters/open.server.ts";

/**
 * Before the @ of a letter's sender: of its own, so that no office takes one writer for another. What is sent
 * there names nobody.
 */
const senderName = (keys: Keys, id: string): string =>
  `w-${createHmac("sha256", keys.link).update("own sender").update(uuidBytes(id)).digest("hex").slice(0, 20)}`;

/** @param from the configured sender's address, whose domain may send @returns by the letters' uuids, those that are kept */
export async function readOwnTexts(
  db: Db,
  keys: Keys,
  from: string,
  ids: readonly string[],
): Promise<Map<string, OwnLetterText>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("own_letter")
    .select(["id", "letter", "key_version"])
    .where("id", "in", ids)
    .execute();
  const domain = from.slice(from.lastIndexOf("@"));
  return new Map(
    rows.flatMap((row): [string, OwnLetterText][] => {
      const letter = openOwnLetter(keys, row);
      if (!letter) return [];
      const { name, member, constituency, email, refusal } = letter;
      const told = { writer: name, member, constituency, replyTo: email, refusal };
      const sent = { subject: letterSubject(letter), text: letterText(letter) };
      return [[row.id, { ...told, ...sent, from: senderName(keys, row.id) + domain }]];
    }),
  );
}
