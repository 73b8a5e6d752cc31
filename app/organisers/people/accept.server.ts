/** An invitation is looked at, and taken up once. */
import type { Db } from "#db/connection.ts";
import { uuidOf } from "#db/uuid.ts";

import { type Keys, readLinkToken } from "../../keys.server.ts";
import { insertOrganiser, lockOrganisers, organiserKey } from "../add-organiser.server.ts";
import { writeAudit } from "../audit.server.ts";
import { addressOf } from "../organiser-address.server.ts";
import { beginSession } from "../session.server.ts";
import { forgetBounce } from "./came-back.server.ts";
import { closedBefore } from "./invite.server.ts";

/** The id in a link of ours, or undefined when it is forged. */
export function readInvitation(keys: Keys, token: string): string | undefined {
  const id = readLinkToken(keys, "invitation", token);
  return id && uuidOf(id);
}

/** The role that an open invitation gives; changes nothing. */
export async function getInvitation(db: Db, id: string, now: Date) {
  return db
    .selectFrom("organiser_invitation")
    .select("role")
    .where("id", "=", id)
    .where("mailed_at", ">", closedBefore(now))
    .executeTakeFirst();
}

/**
 * Makes an organiser of who was invited, whose inbox the link proves, and signs them in: once, whatever
 * races.
 * @returns the token for the cookie, or undefined when the invitation was used, taken back or is too old
 */
export async function acceptInvitation(
  db: Db,
  keys: Keys,
  id: string,
  oldToken: string | undefined,
  now: Date,
): Promise<string | undefined> {
  return db.transaction().execute(async (tx) => {
    await lockOrganisers(tx);
    const row = await tx
      .deleteFrom("organiser_invitation")
      .where("id", "=", id)
      .where("mailed_at", ">", closedBefore(now))
      .returningAll()
      .executeTakeFirst();
    if (!row) return undefined;
    await forgetBounce(tx, id, now);
    const address = addressOf(keys, row);
    const known = await tx
      .selectFrom("organiser")
      .select("id")
      .where("email_key", "=", organiserKey(keys, address))
      .executeTakeFirst();
    if (known) return undefined;
    const organiser = await insertOrganiser(tx, keys, address, row.role, now, row.invited_by);
    const subject = `organiser ${organiser}`;
    const change = { action: "organiser.accept", subject, after: { invitation: id } };
    await writeAudit(tx, organiser, change, now);
    return beginSession(tx, organiser, "invitation", oldToken, now);
  });
}
