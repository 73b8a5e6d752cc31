/** What an authenticator signs: made without being stored, taken once and for ten minutes. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";

const MINUTE = 60_000;
const LIFE = 10 * MINUTE;
const CHANCE_BYTES = 16;
const TIME_BYTES = 6;
const HEAD_BYTES = CHANCE_BYTES + TIME_BYTES;

/** To sign in, whoever it is; or to add a passkey to this organiser's. */
export type Purpose = "enter" | `add ${number}`;

const signatureOf = (keys: Keys, purpose: Purpose, head: Uint8Array) =>
  createHmac("sha256", keys.challenge).update(`${purpose} `).update(head).digest();

/** 16 bytes of chance, when it was made (milliseconds, 6 bytes), and our signature, which binds its purpose. */
export function makeChallenge(keys: Keys, purpose: Purpose, now: Date): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(HEAD_BYTES);
  randomBytes(CHANCE_BYTES).copy(head);
  head.writeUIntBE(now.getTime(), CHANCE_BYTES, TIME_BYTES);
  return new Uint8Array([...head, ...signatureOf(keys, purpose, head)]);
}

/** Whether we made it for this, in the last ten minutes. @param challenge in base64url */
export function isOurs(keys: Keys, purpose: Purpose, challenge: string, now: Date): boolean {
  const bytes = Buffer.from(challenge, "base64url");
  const head = bytes.subarray(0, HEAD_BYTES);
  const signature = signatureOf(keys, purpose, head);
  if (bytes.length !== HEAD_BYTES + signature.length) return false;
  if (!timingSafeEqual(bytes.subarray(HEAD_BYTES), signature)) return false;
  const age = now.getTime() - head.readUIntBE(CHANCE_BYTES, TIME_BYTES);
  // one made before the clock was set back would last until it has caught up
  return age > -MINUTE && age < LIFE;
}

/** Takes a challenge of ours, once whatever races. @returns whether it was not taken before */
export async function takeChallenge(
  tx: Transaction<Database>,
  challenge: string,
  now: Date,
): Promise<boolean> {
  const id = Buffer.from(challenge, "base64url").subarray(0, CHANCE_BYTES);
  const taken = await tx
    .insertInto("organiser_challenge")
    .values({ id, used_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return taken !== undefined;
}

/** Forgets challenges that are too old to be taken, a clock that was set back considered; every night. */
export async function forgetChallenges(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom("organiser_challenge")
    .where("used_at", "<", new Date(now.getTime() - 7 * 24 * 60 * MINUTE))
    .execute();
}
