/** At every start: whether the key ring is the one that the database was filled with. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";
import { sealedColumns } from "#db/sealed.ts";

import { type Config, ConfigError } from "../config.server.ts";
import { type Keys, unseal } from "../keys.server.ts";
import { countSealed, findSealed, isSealed, type SealedUnder } from "./count-sealed.server.ts";

type Known = Row<"ring_key">;

const QUERY_CANCELED = "57014";
const n = (number: number) => number.toLocaleString("en-GB");

/**
 * Reads one small table. The big ones are looked at only where a version that was in use has gone from the ring, or
 * the ring does not fit.
 * @param renames whether it is for whoever names signers anew, before a site may start with this ring
 * @throws ConfigError with a line for each key that is missing, is another one, or stands in the wrong place
 */
export async function requireRing(
  db: Db,
  config: Pick<Config, "keyRing" | "dataDir">,
  keys: Keys,
  renames = false,
): Promise<void> {
  const ring = config.keyRing ? "APP_KEYS" : `${config.dataDir}/keys`;
  const known = await listKnown(db).catch(refuseMeanwhile);
  const problems: string[] = [];
  for (const one of known) {
    const problem = keys.digests.has(one.version)
      ? (await isAnother(db, keys, one)) &&
        `Key ${one.version} in ${ring} is another key than the one that this database was filled with: give that one.`
      : await missing(db, ring, one);
    if (problem) problems.push(problem);
  }
  const naming = namingOf(known);
  problems.push(...tellNaming(naming, keys, ring));
  const further = keys.naming.slice(1).filter((version) => !naming.includes(version));
  if (problems.length === 0 && further.length > 0 && !(renames && naming.length > 0))
    problems.push(
      naming.length > 0
        ? `Signers are not named with key ${further.join(", ")} of ${ring} yet, which has a mark: with every process of the site stopped, run npm run keys:rotate.`
        : `Which keys name signers is not written down yet: start once without a mark in ${ring}.`,
    );
  if (problems.length > 0 && (await isKeyed(db))) throw new ConfigError(problems.join("\n"));
}

export const listKnown = (db: Db): Promise<Known[]> =>
  db.selectFrom("ring_key").selectAll().orderBy("version").execute();

/** Who names signers anew holds the table until it is done. */
function refuseMeanwhile(error: unknown): never {
  const isHeld = (error as { code?: string }).code === QUERY_CANCELED;
  throw isHeld
    ? new ConfigError(
        "Signers are being named anew: start again once npm run keys:rotate has said so.",
      )
    : error;
}

/** In their order, which is that of their versions. */
export const namingOf = (known: readonly Known[]): number[] =>
  known.filter(({ names }) => names).map(({ version }) => version);

/** Where keys of the ring do not name as they did. */
function tellNaming(before: readonly number[], keys: Keys, ring: string): string[] {
  const first = before[0];
  if (first === undefined) return [];
  if (first !== keys.naming[0])
    return keys.digests.has(first)
      ? [`Key ${first} names signers: it must stand first in ${ring}, not key ${keys.naming[0]}.`]
      : [];
  const unmarked = before.filter(
    (version) => keys.digests.has(version) && !keys.naming.includes(version),
  );
  const late = keys.naming.filter(
    (version) => version < before.at(-1)! && !before.includes(version),
  );
  return [
    ...unmarked.map(
      (version) =>
        `Key ${version} names signers and signs links since a leak: mark it so in ${ring} (${version}!:…), or old links, forged ones too, would open again.`,
    ),
    ...late.map(
      (version) => `Key ${version} has never named signers: take its mark away in ${ring}.`,
    ),
  ];
}

/** Whether anything depends on the keys: in a database that was only migrated, a wrong one may be exchanged. */
export async function isKeyed(db: Db): Promise<boolean> {
  const sealed = sealedColumns.map(
    ({ table, column }) =>
      sql`exists (select true from ${sql.table(table)} where ${isSealed(column)})`,
  );
  const named = (["suppression", "erasure"] as const).map(
    (table) => sql`exists (select true from ${sql.table(table)})`,
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
