/** Where an organiser is signed in, and how that ends: no device is named, for nothing of one is kept. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { hashOfToken, isAwake } from "../session.server.ts";

/** @param token of the browser that asks */
export async function listSessions(
  db: Db,
  organiserId: number,
  token: string | undefined,
  now: Date,
) {
  const own = token && hashOfToken(token);
  const rows = await db
    .selectFrom("organiser_session as s")
    .select(["s.id", "s.way", "s.created_at", "s.seen_at", "s.token_hash"])
    .where("s.organiser_id", "=", organiserId)
    .where(isAwake(now))
    .orderBy("s.seen_at", "desc")
    .orderBy("s.id")
    .execute();
  return rows.map(({ id, way, created_at, seen_at, token_hash }) => ({
    id,
    way,
    signedInAt: created_at,
    seenAt: seen_at,
    isThis: own !== undefined && own !== "" && token_hash.equals(own),
  }));
}

/**
 * Ends a session, or all; never the one that asks, which signs out.
 * @param session its number; undefined for all
 */
export async function endSessionsOf(
  tx: Transaction<Database>,
  organiserId: number,
  session: number | undefined,
  token: string | undefined,
): Promise<Deed> {
  let query = tx.deleteFrom("organiser_session").where("organiser_id", "=", organiserId);
  if (session !== undefined) query = query.where("id", "=", session);
  if (token) query = query.where("token_hash", "<>", hashOfToken(token));
  const ended = await query.returning("id").execute();
  if (ended.length === 0) return { said: "session-gone" };
  const subject = `organiser ${organiserId}`;
  const after = { sessions: ended.length };
  return {
    said: session === undefined ? "sessions-ended" : "session-ended",
    changed: { action: "organiser.end-session", subject, after },
  };
}
