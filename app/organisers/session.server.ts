/** An organiser's session: a random token of which the database holds the hash alone. */
import { createHash, randomBytes } from "node:crypto";

import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, Role, SignInWay } from "#db/schema.ts";

import type { Keys } from "../keys.server.ts";
import { writeAudit } from "./audit.server.ts";
import { takeLink } from "./sign-in-link.server.ts";

const MINUTE = 60_000;
const IDLE = 30 * MINUTE;
/** Seconds that a session can last in all. */
export const SESSION_SECONDS = 12 * 3600;

export interface Session {
  id: number;
  role: Role;
  signedInAt: Date;
}

export const hashOfToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** True in SQL of a session that is somebody's. */
export const isAwake = (now: Date) => sql<boolean>`(s.seen_at > ${new Date(now.getTime() - IDLE)}
  and s.created_at > ${new Date(now.getTime() - SESSION_SECONDS * 1000)}
  -- one begun before the clock was set back would last until it has caught up
  and s.created_at < ${new Date(now.getTime() + MINUTE)})`;

/**
 * Uses a sign-in link and begins a session; a session that the browser had before ends.
 * @returns the token for the cookie, or undefined when the link opens nothing any more
 */
export async function signIn(
  db: Db,
  keys: Keys,
  link: { id: string; ownerAddress: string | undefined; oldToken: string | undefined },
  now: Date,
): Promise<string | undefined> {
  return db.transaction().execute(async (tx) => {
    const organiser_id = await takeLink(tx, keys, link.id, link.ownerAddress, now);
    if (organiser_id === undefined) return undefined;
    return beginSession(tx, organiser_id, "link", link.oldToken, now);
  });
}

/**
 * Begins a session with a token of its own; the one that the browser had before ends.
 * @returns the token for the cookie
 */
export async function beginSession(
  tx: Transaction<Database>,
  organiser_id: number,
  way: SignInWay,
  oldToken: string | undefined,
  now: Date,
): Promise<string> {
  if (oldToken) await endSession(tx, oldToken, now);
  const token = randomBytes(32).toString("base64url");
  await tx
    .insertInto("organiser_session")
    .values({ token_hash: hashOfToken(token), organiser_id, created_at: now, seen_at: now, way })
    .execute();
  return token;
}

/** Whose session it is; idle for 30 minutes or 12 hours old, it is nobody's. Being asked keeps it awake. */
export async function getSession(db: Db, token: string, now: Date): Promise<Session | undefined> {
  const row = await db
    .updateTable("organiser_session as s")
    .from("organiser as o")
    .set({ seen_at: now })
    .whereRef("o.id", "=", "s.organiser_id")
    .where("s.token_hash", "=", hashOfToken(token))
    .where(isAwake(now))
    .returning(["o.id", "o.role", "s.created_at"])
    .executeTakeFirst();
  return row && { id: row.id, role: row.role, signedInAt: row.created_at };
}

export async function signOut(db: Db, token: string, now: Date): Promise<void> {
  await db.transaction().execute((tx) => endSession(tx, token, now));
}

async function endSession(tx: Transaction<Database>, token: string, now: Date): Promise<void> {
  const ended = await tx
    .deleteFrom("organiser_session")
    .where("token_hash", "=", hashOfToken(token))
    .returning("organiser_id")
    .executeTakeFirst();
  if (!ended) return;
  const subject = `organiser ${ended.organiser_id}`;
  await writeAudit(tx, ended.organiser_id, { action: "organiser.sign-out", subject }, now);
}

/** Everybody signs in anew. */
export async function endAllSessions(tx: Db): Promise<void> {
  await tx.deleteFrom("organiser_session").execute();
}

/** Forgets every session that is nobody's any more; every night. */
export async function endSessions(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom("organiser_session")
    .where((eb) =>
      eb.or([
        eb("seen_at", "<", new Date(now.getTime() - IDLE)),
        eb("created_at", "<", new Date(now.getTime() - SESSION_SECONDS * 1000)),
      ]),
    )
    .execute();
}
