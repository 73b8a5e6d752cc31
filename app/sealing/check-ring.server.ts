/** At every start: whether the key ring is the one that the database was filled with. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";
import { sealedColumns } from "#db/sealed.ts";

import { type Config, ConfigError } from "../config.server.ts";
import { type Keys, unseal } from "../keys.server.ts";
import { countSealed, findSealed, isSealed, type SealedUnder } from "./count-sealed.server.ts";

type Known = Row<"ring_key">;

const n = (number: number) => number.toLocaleString("en-GB");

/** Taken by who writes down which keys there are. */
const RING_LOCK = 8_012_038;

/**
 * Reads one small table. The big ones are looked at only where a version that was in use has gone from the ring, or
 * the ring does not fit.
 * @throws ConfigError with a line for each key that is missing, is another one, or stands in the wrong place
 */
export async function requireRing(
  db: Db,
  config: Pick<Config, "keyRing" | "dataDir">,
  keys: Keys,
): Promise<void> {
  const ring = config.keyRing ? "APP_KEYS" : `${config.dataDir}/keys`;
  const known = await listKnown(db);
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
  const standing = problems.length > 0 && (await isKeyed(db)) ? problems : [];
  const back = refuseOldLinks(known, keys, ring);
  if (back) standing.push(back);
  if (standing.length > 0) throw new ConfigError(standing.join("\n"));
}

const listKnown = (db: Db): Promise<Known[]> =>
  db.selectFrom("ring_key").selectAll().orderBy("version").execute();

function refuseOldLinks(known: readonly Known[], keys: Keys, ring: string): string | undefined {
  const signs = known.find((one) => one.signs);
  if (!signs || signs.names || maySign(keys, signs.version)) return undefined;
  const { version } = signs;
  const mend = keys.digests.has(version)
    ? `mark it so in ${ring} (${version}!:…)`
    : `it is missing in ${ring}; give it with its mark (${version}!:…), or mark a later one`;
  return `Key ${version} signs links: ${mend}, or old links, forged ones too, would open again.`;
}

/** Whether links go on, or the key of before is left behind for a later one: never back. */
function maySign({ signing, naming, digests }: Keys, before: number): boolean {
  if (signing === before) return true;
  const versions = [...digests.keys()];
  const place = versions.indexOf(before);
  return place < 0 ? signing !== naming : versions.indexOf(signing) > place;
}

/** Whether anything depends on the keys: in a database that was only migrated, a wrong one may be exchanged. */
async function isKeyed(db: Db): Promise<boolean> {
  const sealed = sealedColumns.map(
    ({ table, column }) => sql`exists (select from ${sql.table(table)} where ${isSealed(column)})`,
  );
  const named = (["suppression", "erasure"] as const).map(
    (table) => sql`exists (select from ${sql.table(table)})`,
  );
  const { rows } = await sql<{ found: boolean }>`
    select ${sql.join([...named, ...sealed], sql` or `)} as found`.execute(db);
  return rows[0]!.found;
}

/**
 * Where its digest is not known yet, values that it must open tell. That one does not open may be the value's own
 * fault.
 */
async function isAnother(db: Db, keys: Keys, { version, digest }: Known): Promise<boolean> {
  if (digest) return !digest.equals(keys.digests.get(version)!);
  let isDoubtful = false;
  for (const column of sealedColumns)
    for (const { owner, bytes } of await findSealed(db, column, version)) {
      try {
        unseal(keys, owner, { bytes, keyVersion: version });
        return false;
      } catch {
        isDoubtful = true;
      }
    }
  return isDoubtful;
}

async function missing(db: Db, ring: string, one: Known): Promise<string | undefined> {
  const { version, names } = one;
  const left = await countSealed(db, (column) => sql`${column} = ${version}`);
  if (left.length > 0) return `Key ${version} is missing in ${ring}: ${tellSealed(left)}.`;
  return names ? `Key ${version} is missing in ${ring}: it names signers.` : undefined;
}

/** Of one version: how many values it opens, and where. */
function tellSealed(left: readonly SealedUnder[]): string {
  const all = left.reduce((sum, { number }) => sum + number, 0);
  const where = left.map(({ table, number }) => `${n(number)} in ${table}`).join(", ");
  return `${n(all)} sealed ${all === 1 ? "value needs" : "values need"} it (${where})`;
}

/**
 * Writes down which keys there are, once `requireRing` has found no fault. Forgets those that were found unused by who
 * rotates keys, and have gone from the ring since.
 * @param serves whether a site starts with them, rather than a command that seals
 * @throws ConfigError where another process has let other keys sign or name meanwhile
 */
export async function keepRing(db: Db, keys: Keys, serves: boolean, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${RING_LOCK})`.execute(tx);
    const known = await forgetWrong(tx, keys, await listKnown(tx));
    const back = refuseOldLinks(known, keys, "the ring");
    if (back) throw new ConfigError(back);
    const hasNaming = known.some(({ names }) => names);
    const signedBy = known.find(({ signs }) => signs)?.version;
    if (signedBy !== undefined && signedBy !== keys.signing)
      await tx
        .updateTable("ring_key")
        .set({ signs: false })
        .where("version", "=", signedBy)
        .execute();
    for (const { version, names, unused_since } of known)
      if (!keys.digests.has(version) && !names && unused_since)
        await tx.deleteFrom("ring_key").where("version", "=", version).execute();
    for (const [version, digest] of keys.digests) {
      const one = known.find((row) => row.version === version);
      const names = one?.names || (!hasNaming && version === keys.naming);
      const served_at = one?.served_at ?? (serves ? now : null);
      const signs = version === keys.signing;
      // what seals may be in use from now on
      const unused_since = version === keys.version ? null : (one?.unused_since ?? null);
      const kept = { digest, names, signs, served_at, unused_since };
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
  const isWrong = known.some(({ version, digest, names }) => {
    const given = keys.digests.get(version);
    return (names && version !== keys.naming) || (digest && given && !digest.equals(given));
  });
  if (!isWrong) return known;
  if (await isKeyed(tx))
    throw new ConfigError("The keys are others than those in use: look again.");
  await tx.deleteFrom("ring_key").execute();
  return [];
}

const isSame = (one: Known, kept: Omit<Known, "version">) =>
  one.digest !== null &&
  one.names === kept.names &&
  one.signs === kept.signs &&
  one.served_at?.getTime() === kept.served_at?.getTime() &&
  one.unused_since?.getTime() === kept.unused_since?.getTime();
