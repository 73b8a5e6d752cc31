/** An organiser's passkeys: listed, renamed, removed. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import type { Keys } from "../../keys.server.ts";
import type { Deed } from "../../words/deed.ts";
import { mailNotice } from "./notice.server.ts";

const nameVersion = (name: string) => versionOf({ name });

/** The oldest first. */
export async function listPasskeys(db: Db, organiserId: number) {
  const rows = await db
    .selectFrom("organiser_passkey")
    .select(["id", "name", "created_at", "used_at"])
    .where("organiser_id", "=", organiserId)
    .orderBy("id")
    .execute();
  return rows.map(({ id, name, created_at, used_at }) => ({
    ...{ id, name, addedAt: created_at, usedAt: used_at },
    version: nameVersion(name),
  }));
}

type Passkey = { organiserId: number; id: number; saw: string | undefined };

/** Of one's own alone; locked. */
const lockPasskey = (tx: Transaction<Database>, { organiserId, id }: Passkey) =>
  tx
    .selectFrom("organiser_passkey")
    .select("name")
    .where("organiser_id", "=", organiserId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

/** @param passkey.saw the version of the name that was seen (`listPasskeys`) */
export async function renamePasskey(
  tx: Transaction<Database>,
  passkey: Passkey,
  name: string,
): Promise<Deed> {
  const known = await lockPasskey(tx, passkey);
  if (!known) return { said: "passkey-gone" };
  if (passkey.saw !== nameVersion(known.name)) return { said: "passkey-stale" };
  await tx.updateTable("organiser_passkey").set({ name }).where("id", "=", passkey.id).execute();
  const subject = `organiser ${passkey.organiserId}`;
  const after = { passkey: passkey.id };
  return { said: "passkey-renamed", changed: { action: "organiser.passkey-name", subject, after } };
}

/** Mails its organiser that it was removed. */
export async function removePasskey(
  tx: Transaction<Database>,
  keys: Keys,
  passkey: Passkey,
  now: Date,
): Promise<Deed> {
  const known = await lockPasskey(tx, passkey);
  if (!known) return { said: "passkey-gone" };
  if (passkey.saw !== nameVersion(known.name)) return { said: "passkey-stale" };
  const { id, organiserId } = passkey;
  await tx.deleteFrom("organiser_passkey").where("id", "=", id).execute();
  await mailNotice(tx, keys, organiserId, "removed", now);
  const subject = `organiser ${organiserId}`;
  const changed = { action: "organiser.passkey-remove", subject, before: { passkey: id } };
  return { said: "passkey-removed", changed };
}
