/** Signs an organiser in by a passkey: the authenticator says whose it is, nobody types an address. */
import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, Row } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";
import { holdOrganiser } from "../add-organiser.server.ts";
import { writeAudit } from "../audit.server.ts";
import { beginSession } from "../session.server.ts";
import { handleOf } from "./add-passkey.server.ts";
import { readSigned } from "./answer.ts";
import { isOurs, makeChallenge, takeChallenge } from "./challenge.server.ts";
import type { RelyingParty } from "./relying-party.ts";

/** What `navigator.credentials.get` is given, as JSON. */
export const askToEnter = (keys: Keys, site: RelyingParty, now: Date) =>
  generateAuthenticationOptions({
    rpID: site.id,
    challenge: makeChallenge(keys, "enter", now),
    userVerification: "required",
  });

type Passkey = Row<"organiser_passkey">;
type Answer = NonNullable<ReturnType<typeof readSigned>>;

/**
 * @returns the challenge that was answered and how often the authenticator says that it was used;
 *   undefined where it is no answer of this passkey, made on our pages by a person it knows
 */
async function verify(keys: Keys, site: RelyingParty, passkey: Passkey, answer: Answer, now: Date) {
  let answered = "";
  const { userHandle, ...response } = answer.response;
  const verified = await verifyAuthenticationResponse({
    response: { ...answer, response, clientExtensionResults: {} },
    expectedChallenge: (challenge) => {
      answered = challenge;
      return isOurs(keys, "enter", challenge, now);
    },
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    credential: {
      id: answer.id,
      publicKey: new Uint8Array(passkey.public_key),
      // judged below, once it is known that the authenticator says so
      counter: 0,
    },
    // what does not verify is thrown
  }).catch(() => undefined);
  if (!verified?.verified) return undefined;
  const handle = Buffer.from(handleOf(keys, passkey.organiser_id)).toString("base64url");
  if (typeof userHandle === "string" && userHandle !== handle) return undefined;
  return { answered, counter: verified.authenticationInfo.newCounter };
}

/**
 * Begins a session; the one that the browser had before ends.
 * @param text the answer as the page's script sent it
 * @returns the token for the cookie; `copied` where the passkey was used elsewhere since, as it counts
 */
export async function enterByPasskey(
  db: Db,
  keys: Keys,
  site: RelyingParty,
  { text, oldToken }: { text: string; oldToken: string | undefined },
  now: Date,
): Promise<{ token: string } | "refused" | "copied"> {
  const answer = readSigned(text);
  if (!answer) return "refused";
  const passkey = await db
    .selectFrom("organiser_passkey")
    .selectAll()
    .where("credential_id", "=", Buffer.from(answer.id, "base64url"))
    .executeTakeFirst();
  const verified = passkey && (await verify(keys, site, passkey, answer, now));
  if (!verified) return "refused";
  return db.transaction().execute(async (tx) => {
    const organiser = passkey.organiser_id;
    await holdOrganiser(tx, organiser);
    if (!(await takeChallenge(tx, verified.answered, now))) return "refused";
    const used = await countUse(tx, passkey.id, verified.counter, now);
    if (used === "gone") return "refused";
    const subject = `organiser ${organiser}`;
    const action = used === "copied" ? "organiser.passkey-copied" : "organiser.sign-in";
    await writeAudit(tx, organiser, { action, subject, after: { passkey: passkey.id } }, now);
    if (used === "copied") return "copied";
    return { token: await beginSession(tx, organiser, "passkey", oldToken, now) };
  });
}

/**
 * A passkey that counts its uses counts each higher than the last (WebAuthn, "signature counter");
 * most never count.
 */
async function countUse(tx: Transaction<Database>, id: number, counter: number, now: Date) {
  const known = await tx
    .selectFrom("organiser_passkey")
    .select("counter")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!known) return "gone";
  if ((counter > 0 || known.counter > 0) && counter <= known.counter) return "copied";
  await tx
    .updateTable("organiser_passkey")
    .set({ counter, used_at: now })
    .where("id", "=", id)
    .execute();
  return "used";
}
