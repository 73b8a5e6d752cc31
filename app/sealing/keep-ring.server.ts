/** At every start: writes down which keys there are, for later ones to be held against. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import { ConfigError } from "../config.server.ts";
import type { Keys } from "../keys.server.ts";
import { isKeyed, listKnown, namingOf } from "./check-ring.server.ts";

type Known = Row<"ring_key">;

/** Taken by who writes down which keys there are. */
const RING_LOCK = 8_012_038;

/**
 * To be called once `requireRing` has found no fault. Forgets those that were found unused by who rotates keys, and
 * have gone from the ring since.
 * @param serves whether a site starts with them, rather than a command that seals
 * @throws ConfigError where other keys have come to name or seal meanwhile
 */
export async function keepRing(db: Db, keys: Keys, serves: boolean, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${RING_LOCK})`.execute(tx);
    const known = await forgetWrong(tx, keys, await listKnown(tx));
    for (const { version, names, unused_since } of known)
      if (!keys.digests.has(version) && !names && unused_since)
        await tx.deleteFrom("ring_key").where("version", "=", version).execute();
    for (const [version, digest] of keys.digests) {
      const one = known.find((row) => row.version === version);
      const names = keys.naming.includes(version);
      const served_at = one?.served_at ?? (serves ? now : null);
      // what seals may be in use from now on
      const unused_since = version === keys.version ? null : (one?.unused_since ?? null);
      const kept = { digest, names, served_at, unused_since };
      if (one && isSame(one, kept)) continue;
      await tx
        .insertInto("ring_key")
        .values({ version, ...kept })
        .onConflict((conflict) => conflict.column("version").doUpdateSet(kept))
        .execute();
    }
  });
}

/** Of a database with nothing in it that depends on a key, what was written down of another ring. */
async function forgetWrong(tx: Db, keys: Keys, known: Known[]): Promise<Known[]> {
  const naming = namingOf(known);
  const isOther = naming.length > 0 && naming.join() !== keys.naming.join();
  const isWrong = known.some(({ version, digest }) => {
    const given = keys.digests.get(version);
    return digest && given && !digest.equals(given);
  });
  if (!isOther && !isWrong) return known;
  if (await isKeyed(tx))
    throw new ConfigError("The keys are others than those in use: look again.");
  await tx.deleteFrom("ring_key").execute();
  return [];
}

const isSame = (one: Known, kept: Omit<Known, "version">) =>
  one.digest !== null &&
  one.names === kept.names &&
  one.served_at?.getTime() === kept.served_at?.getTime() &&
  one.unused_since?.getTime() === kept.unused_since?.getTime();
