/** At every start: whether the key ring is the one that the database was filled with. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";
import { sealedColumns } from "#db/sealed.ts";

import { type Config, ConfigError } from "../config.server.ts";
import { type Keys, unseal } from "../keys.server.ts";
import { countSealed, findSealed, type SealedUnder } from "./count-sealed.server.ts";

type Known = Row<"ring_key">;

const n = (number: number) => number.toLocaleString("en-GB");

/**
 * Reads one small table. The big ones are looked at only where a version that was in use has gone from the ring.
 * @throws ConfigError with a line for each key that is missing, is another one, or stands in the wrong place
 */
export async function requireRing(
  db: Db,
  config: Pick<Config, "keyRing" | "dataDir">,
  keys: Keys,
): Promise<void> {
  const ring = config.keyRing ? "APP_KEYS" : `${config.dataDir}/keys`;
  const known = await db.selectFrom("ring_key").selectAll().orderBy("version").execute();
  const problems: string[] = [];
  for (const one of known) {
    const problem = keys.digests.has(one.version)
      ? (await isAnother(db, keys, one)) &&
        `Key ${one.version} in ${ring} is another key than the one that this database was filled with: give that one.`
      : await missing(db, ring, one);
    if (problem) problems.push(problem);
  }
  const names = known.find((one) => one.names)?.version;
  if (names !== undefined && names !== keys.naming && keys.digests.has(names))
    problems.push(
      `Key ${names} names signers: it must stand first in ${ring}, not key ${keys.naming}.`,
    );
  const signs = known.find((one) => one.signs)?.version;
  if (signs !== undefined && signs !== names && !maySign(keys, signs))
    problems.push(
      `Key ${signs} signs links: mark it so in ${ring} (${signs}!:…), or old links, forged ones too, would open again.`,
    );
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
}

/** Whether links go on, or the key of before is left behind for a later one: never back. */
function maySign({ signing, naming, digests }: Keys, before: number): boolean {
  if (signing === before) return true;
  const versions = [...digests.keys()];
  const place = versions.indexOf(before);
  return place < 0 ? signing !== naming : versions.indexOf(signing) > place;
}

/** Where its digest is not known yet, a value that it must open tells. */
async function isAnother(db: Db, keys: Keys, { version, digest }: Known): Promise<boolean> {
  if (digest) return !digest.equals(keys.digests.get(version)!);
  for (const column of sealedColumns) {
    const found = await findSealed(db, column, version);
    if (!found) continue;
    try {
      unseal(keys, found.owner, { bytes: found.bytes, keyVersion: version });
      return false;
    } catch {
      return true;
    }
  }
  return false;
}

async function missing(db: Db, ring: string, one: Known): Promise<string | undefined> {
  const { version, names, unused_since } = one;
  const left = await countSealed(db, (column) => sql`${column} = ${version}`);
  if (left.length > 0) return `Key ${version} is missing in ${ring}: ${tellSealed(left)}.`;
  if (names) return `Key ${version} is missing in ${ring}: it names signers.`;
  // it was found unused by who rotates keys, and is so still
  if (unused_since) await db.deleteFrom("ring_key").where("version", "=", version).execute();
  return undefined;
}

/** Of one version: how many values it opens, and where. */
function tellSealed(left: readonly SealedUnder[]): string {
  const all = left.reduce((sum, { number }) => sum + number, 0);
  const where = left.map(({ table, number }) => `${n(number)} in ${table}`).join(", ");
  return `${n(all)} sealed ${all === 1 ? "value needs" : "values need"} it (${where})`;
}

/**
 * Writes down which keys there are, once `requireRing` has found no fault.
 * @param serves whether a site starts with them, rather than a command
 */
export async function keepRing(db: Db, keys: Keys, serves: boolean, now: Date): Promise<void> {
  const known = await db.selectFrom("ring_key").selectAll().execute();
  const hasNaming = known.some(({ names }) => names);
  const signedBy = known.find(({ signs }) => signs)?.version;
  if (signedBy !== undefined && signedBy !== keys.signing)
    await db
      .updateTable("ring_key")
      .set({ signs: false })
      .where("version", "=", signedBy)
      .execute();
  for (const [version, digest] of keys.digests) {
    const one = known.find((row) => row.version === version);
    const names = one?.names || (!hasNaming && version === keys.naming);
    const served_at = one?.served_at ?? (serves ? now : null);
    const signs = version === keys.signing;
    // what seals may be in use from now on
    const unused_since = version === keys.version ? null : (one?.unused_since ?? null);
    const kept = { digest, names, signs, served_at, unused_since };
    if (one && isSame(one, kept)) continue;
    await db
      .insertInto("ring_key")
      .values({ version, ...kept })
      .onConflict((conflict) => conflict.column("version").doUpdateSet(kept))
      .execute();
  }
}

const isSame = (one: Known, kept: Omit<Known, "version">) =>
  one.digest !== null &&
  one.names === kept.names &&
  one.signs === kept.signs &&
  one.served_at?.getTime() === kept.served_at?.getTime() &&
  one.unused_since?.getTime() === kept.unused_since?.getTime();
