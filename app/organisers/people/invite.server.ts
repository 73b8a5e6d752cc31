/** Invitations to organise: made by an owner, mailed, mailed again, taken back. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, Role } from "#db/schema.ts";
import { uuidv7 } from "#db/uuid.ts";
import { enqueue } from "#emails/outbox.ts";

import { type Keys, seal } from "../../keys.server.ts";
import { sealTo } from "../../mail/seal-to.server.ts";
import type { Deed } from "../../words/deed.ts";
import { lockOrganisers, organiserKey } from "../add-organiser.server.ts";
import { addressOf } from "../organiser-address.server.ts";
import { endStrayTasks, forgetBounce, listCameBack } from "./came-back.server.ts";

const MINUTE = 60_000;
/** How long the link of an invitation opens after it was mailed. */
export const INVITATION_DAYS = 7;
const LIFE = INVITATION_DAYS * 24 * 60 * MINUTE;
/** It is not mailed again before. */
const PAUSE = 10 * MINUTE;

/** What was mailed before this time opens nothing any more. */
export const closedBefore = (now: Date): Date => new Date(now.getTime() - LIFE);

/** Forgets those that nobody has taken up for a month, and tasks of those that are gone; every night. */
export async function forgetInvitations(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom("organiser_invitation")
    .where("mailed_at", "<", new Date(now.getTime() - 4 * LIFE))
    .execute();
  await endStrayTasks(db, now);
}

/** Every invitation that nobody has taken up, the newest first. */
export async function listInvitations(db: Db, keys: Keys, now: Date) {
  const [rows, cameBack] = await Promise.all([
    db.selectFrom("organiser_invitation").selectAll().orderBy("id", "desc").execute(),
    listCameBack(db),
  ]);
  return rows.map(({ id, role, mailed_at, ...sealed }) => ({
    id,
    role,
    address: addressOf(keys, sealed),
    mailedAt: mailed_at,
    ends: new Date(mailed_at.getTime() + LIFE),
    isOver: mailed_at <= closedBefore(now),
    isBack: cameBack.has(id),
  }));
}

/**
 * @param address as `readAddress` gave it
 * @returns a problem where there is nobody to invite
 */
export async function invite(
  tx: Transaction<Database>,
  keys: Keys,
  by: number,
  address: string,
  role: Role,
  now: Date,
): Promise<Deed & { problem?: "organises" | "invited" }> {
  const email_key = organiserKey(keys, address);
  await lockOrganisers(tx);
  const known = (table: "organiser" | "organiser_invitation") =>
    tx.selectFrom(table).select("id").where("email_key", "=", email_key).executeTakeFirst();
  if (await known("organiser")) return { said: "not-invited", problem: "organises" };
  if (await known("organiser_invitation")) return { said: "not-invited", problem: "invited" };
  const id = uuidv7(now);
  const { bytes, keyVersion } = seal(keys, email_key, address);
  await tx
    .insertInto("organiser_invitation")
    .values({
      ...{ id, email_key, email: bytes, key_version: keyVersion, role, invited_by: by },
      ...{ created_at: now, mailed_at: now },
    })
    .execute();
  await mailInvitation(tx, keys, id, address, now);
  const changed = { action: "organiser.invite", subject: `invitation ${id}`, after: role };
  return { said: "invited", changed };
}

/** Mails the same link again, which opens for as long anew. */
export async function inviteAgain(
  tx: Transaction<Database>,
  keys: Keys,
  id: string,
  now: Date,
): Promise<Deed> {
  const row = await tx
    .selectFrom("organiser_invitation")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return { said: "invitation-gone" };
  // either way, for a clock that was set back keeps nobody waiting until it has caught up
  if (Math.abs(now.getTime() - row.mailed_at.getTime()) < PAUSE)
    return { said: "invited-just-now" };
  await tx
    .updateTable("organiser_invitation")
    .set({ mailed_at: now })
    .where("id", "=", id)
    .execute();
  await forgetBounce(tx, id, now);
  await mailInvitation(tx, keys, id, addressOf(keys, row), now);
  const changed = { action: "organiser.invite-again", subject: `invitation ${id}` };
  return { said: "invited-again", changed };
}

async function mailInvitation(tx: Db, keys: Keys, id: string, address: string, now: Date) {
  const envelope = sealTo(keys, address, now);
  const params = { invitation: id, days: INVITATION_DAYS };
  await enqueue(tx, [{ kind: "invitation", params, envelope }], now);
}

/** Its link opens nothing any more. */
export async function takeInvitationBack(
  tx: Transaction<Database>,
  id: string,
  now: Date,
): Promise<Deed> {
  const gone = await tx
    .deleteFrom("organiser_invitation")
    .where("id", "=", id)
    .returning("role")
    .executeTakeFirst();
  if (!gone) return { said: "invitation-gone" };
  await forgetBounce(tx, id, now);
  const subject = `invitation ${id}`;
  return {
    said: "invitation-back",
    changed: { action: "organiser.invite-back", subject, before: gone.role },
  };
}

/** No invitation that was mailed before opens anything. */
export async function endAllInvitations(tx: Db): Promise<void> {
  await tx.deleteFrom("organiser_invitation").execute();
}
