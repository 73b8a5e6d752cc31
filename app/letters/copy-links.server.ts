/** What names one member's copy of a letter outside: the link to answer it, and the address to reply to. */
import { createHmac, timingSafeEqual } from "node:crypto";

import { type Keys, linkToken, readLinkToken } from "../keys.server.ts";

export interface CopyName {
  letterId: number;
  memberId: number;
}

const ID_BYTES = 16;
const MAC_BYTES = 8;
/** RFC 4648, in small letters: what stands before the @ may be lowered on its way. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** 16 bytes, as links hold: each id in the last four of eight. */
function idOf({ letterId, memberId }: CopyName): Buffer {
  const id = Buffer.alloc(ID_BYTES);
  id.writeUInt32BE(letterId, 4);
  id.writeUInt32BE(memberId, 12);
  return id;
}

const nameIn = (id: Buffer): CopyName => ({
  letterId: id.readUInt32BE(4),
  memberId: id.readUInt32BE(12),
});

/** The token of `/answer/:token`. It stays the same for ever, as a copy's mail does. */
export const answerToken = (keys: Keys, copy: CopyName): string =>
  linkToken(keys, "answer", idOf(copy));

/** @returns undefined when it is malformed or was not made by us */
export function readAnswerToken(keys: Keys, token: string): CopyName | undefined {
  const id = readLinkToken(keys, "answer", token);
  return id && nameIn(id);
}

function macOf(keys: Keys, id: Buffer): Buffer {
  return createHmac("sha256", keys.link).update("reply").update(id).digest().subarray(0, MAC_BYTES);
}

function toBase32(bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.toString("hex")}`) << 2n;
  let text = "";
  for (let at = 0; at < 26; at++, bits >>= 5n) text = ALPHABET[Number(bits & 31n)]! + text;
  return text;
}

function ofBase32(text: string): Buffer | undefined {
  let bits = 0n;
  for (const letter of text) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(letter));
  // 26 letters are 130 bits; the last two are none of ours
  if (bits & 3n) return undefined;
  return Buffer.from((bits >> 2n).toString(16).padStart(32, "0"), "hex");
}

/**
 * What stands before the @ of a copy's `Reply-To`: `r-` and base32(letter, 4 bytes ‖ member, 4 bytes ‖ 8 bytes of
 * HMAC), 28 characters in all.
 */
export function replyName(keys: Keys, copy: CopyName): string {
  const id = idOf(copy);
  const ids = Buffer.concat([id.subarray(4, 8), id.subarray(12, 16)]);
  return `r-${toBase32(Buffer.concat([ids, macOf(keys, id)]))}`;
}

/** @returns undefined when it names no copy of ours */
export function readReplyName(keys: Keys, name: string): CopyName | undefined {
  const [, text] = /^r-([a-z2-7]{26})$/i.exec(name) ?? [];
  const bytes = text && ofBase32(text.toLowerCase());
  if (!bytes) return undefined;
  const copy = { letterId: bytes.readUInt32BE(0), memberId: bytes.readUInt32BE(4) };
  return timingSafeEqual(bytes.subarray(8), macOf(keys, idOf(copy))) ? copy : undefined;
}
