/** A passkey is added to an organiser's sign-in: first what the authenticator is asked, then its answer. */
import { createHmac } from "node:crypto";

import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";
import type { Deed } from "../../words/deed.ts";
import { holdOrganiser } from "../add-organiser.server.ts";
import { getOrganiserAddress } from "../organiser-address.server.ts";
import { readMade } from "./answer.ts";
import { isOurs, makeChallenge, takeChallenge } from "./challenge.server.ts";
import { mailNotice } from "./notice.server.ts";
import type { RelyingParty } from "./relying-party.ts";

/** Passkeys of one organiser. */
const MOST = 20;
/** EdDSA, ES256, RS256 (IANA, COSE Algorithms): each authenticator has one of them. */
const ALGORITHMS = [-8, -7, -257];

/** Stands for an organiser in their authenticators, and says nothing (WebAuthn, "user handle"). */
export const handleOf = (keys: Keys, organiserId: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac("sha256", keys.passkey).update(`handle ${organiserId}`).digest());

/** What `navigator.credentials.create` is given, as JSON. */
export async function askForPasskey(
  db: Db,
  keys: Keys,
  site: RelyingParty & { name: string },
  organiserId: number,
  now: Date,
) {
  const known = await db
    .selectFrom("organiser_passkey")
    .select("credential_id")
    .where("organiser_id", "=", organiserId)
    .execute();
  return generateRegistrationOptions({
    rpName: site.name,
    rpID: site.id,
    userName: await getOrganiserAddress(db, keys, organiserId),
    userID: handleOf(keys, organiserId),
    challenge: makeChallenge(keys, `add ${organiserId}`, now),
    excludeCredentials: known.map(({ credential_id }) => ({
      id: credential_id.toString("base64url"),
    })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** Whether an answer is a new passkey, made on our pages for this organiser. */
async function verify(
  keys: Keys,
  site: RelyingParty,
  organiserId: number,
  text: string,
  now: Date,
) {
  const response = readMade(text);
  if (!response) return undefined;
  let answered = "";
  const verified = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: (challenge) => {
      answered = challenge;
      return isOurs(keys, `add ${organiserId}`, challenge, now);
    },
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    supportedAlgorithmIDs: ALGORITHMS,
    // what does not verify is thrown
  }).catch(() => undefined);
  const credential = verified?.registrationInfo?.credential;
  return credential && { credential, answered, transports: response.response.transports };
}

/**
 * Keeps a new passkey, and mails its organiser that it was added.
 * @param answer as the page's script sent it
 */
export async function addPasskey(
  tx: Transaction<Database>,
  keys: Keys,
  site: RelyingParty,
  organiserId: number,
  { name, answer }: { name: string; answer: string },
  now: Date,
): Promise<Deed> {
  const verified = await verify(keys, site, organiserId, answer, now);
  if (!verified) return { said: "passkey-not-made" };
  const { credential, answered, transports } = verified;
  await holdOrganiser(tx, organiserId);
  if (!(await takeChallenge(tx, answered, now))) return { said: "passkey-not-made" };
  const { count } = await tx
    .selectFrom("organiser_passkey")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("organiser_id", "=", organiserId)
    .executeTakeFirstOrThrow();
  if (count >= MOST) return { said: "passkeys-many" };
  const added = await tx
    .insertInto("organiser_passkey")
    .values({
      ...{ organiser_id: organiserId, name, created_at: now, transports },
      credential_id: Buffer.from(credential.id, "base64url"),
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
    })
    .onConflict((conflict) => conflict.column("credential_id").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!added) return { said: "passkey-known" };
  await mailNotice(tx, keys, organiserId, "added", now);
  const subject = `organiser ${organiserId}`;
  const changed = { action: "organiser.passkey-add", subject, after: { passkey: added.id } };
  return { said: "passkey-added", changed };
}
