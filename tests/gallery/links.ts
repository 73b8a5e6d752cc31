/** Links as they are mailed, each kind in each of its states. */
import { type LinkWord, linkToken, signerKey } from "#app/keys.server.ts";
import { invite } from "#app/organisers/people/invite.server.ts";
import { fillPath } from "#app/paths.ts";
import type { Db } from "#db/connection.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { inOne } from "../support/letters.ts";
import { newOrganiser, signInPath } from "../support/organisers.ts";
import { signed, signedAndConfirmed, testKeys, wishFor } from "../support/signers.ts";

const TEN_DAYS = 10 * 86_400_000;
const tokenOf = (word: LinkWord, id: string) => linkToken(testKeys, word, uuidBytes(id));

/** @returns tokens; of organisers' links the paths */
export async function makeLinks(db: Db, demand: number, now: Date) {
  const waiting = await signed(db, wishFor([demand], "waiting@example.org"), now);
  const confirmed = await signed(db, wishFor([demand], "confirmed@example.org"), now);
  await signedAndConfirmed(db, wishFor([demand], "kept@example.org"), now);
  const expired = uuidv7(new Date(now.getTime() - TEN_DAYS));
  const signer = (address: string) => signerKey(testKeys, address);
  const chief = await newOrganiser(db, "the-chief@example.org", "owner");
  await inOne(db, (tx) => invite(tx, testKeys, chief, "invited@example.org", "organiser", now));
  const { id: invitation } = await db
    .selectFrom("organiser_invitation")
    .select("id")
    .executeTakeFirstOrThrow();
  const { id: mail } = await db
    .selectFrom("mail_message")
    .select("id")
    .where("kind", "=", "confirm")
    .limit(1)
    .executeTakeFirstOrThrow();
  return {
    waiting: tokenOf("confirm", waiting),
    confirmed: tokenOf("confirm", confirmed),
    expired: tokenOf("confirm", expired),
    manage: linkToken(testKeys, "manage", signer("kept@example.org")),
    nothingKept: linkToken(testKeys, "manage", signer("nobody@example.org")),
    unsubscribe: linkToken(testKeys, "unsubscribe", signer("kept@example.org")),
    noMore: tokenOf("no-more", mail),
    noMoreExpired: tokenOf("no-more", expired),
    signIn: await signInPath(db, chief),
    enter: await signInPath(db, chief),
    invitation: fillPath("/organise/invitation/:token", {
      token: tokenOf("invitation", invitation),
    }),
    invitationOver: fillPath("/organise/invitation/:token", {
      token: tokenOf("invitation", expired),
    }),
  };
}
