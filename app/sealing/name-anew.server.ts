/** After a leak of the keys: names all signers anew, while the site stands still. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { namedTables } from "#db/names.ts";
import { isSpreadOverMachines } from "#db/spread.ts";

import { ConfigError } from "../config.server.ts";
import { type Keys, renewDomain, renewName } from "../keys.server.ts";
import { writeAudit } from "../organisers/audit.server.ts";
import { findAnew } from "../review/bulk/find-anew.server.ts";
import { passAnew } from "../updates/pass-anew.server.ts";
import { renameTable } from "./rename-table.server.ts";

export interface NamedAnew {
  /** The keys that name from now on, on top of those before. */
  versions: number[];
  rows: number;
  /** By table, how many sealed values no key opens. */
  unopened: Map<string, number>;
  /** Updates that were half sent long ago: who had not had their turn gets none. */
  ended: number;
}

/**
 * One transaction: cut off at any point nothing has changed, for a person with two names would count twice. Whoever
 * starts meanwhile waits for its end, and is refused with the ring of before. It takes as much room on disk again as
 * the tables have, until Postgres has cleared up.
 * @param rest told who else is connected before anything is changed; throws where nobody may be
 * @param at told how many rows were gone through so far
 * @returns undefined where every marked key of the ring has named already
 * @throws ConfigError where the marked key may have leaked with the others
 */
export async function nameAnew(
  db: Db,
  keys: Keys,
  now: Date,
  rest: (others: readonly string[]) => void = () => {},
  at: (rows: number) => void = () => {},
): Promise<NamedAnew | undefined> {
  // a lock that a backup lets wait is not asked for in vain
  if ((await listRenewals(db, keys)).length === 0) return undefined;
  await requireOneMachine(db);
  return db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`set local lock_timeout = '10s'`.execute(tx);
    rest(await listOthers(tx));
    await sql`lock table ring_key in access exclusive mode`.execute(tx);
    rest(await listOthers(tx));
    const renewals = await listRenewals(tx, keys);
    if (renewals.length === 0) return undefined;
    await requireNew(tx, keys);
    const tables = namedTables.map(({ table }) => sql.table(table));
    await sql`lock table ${sql.join(tables)} in access exclusive mode`.execute(tx);
    const by = {
      signer: (name: Buffer) => renewName(renewals, name),
      domain: (name: string) => renewDomain(renewals, name),
    };
    const unopened: NamedAnew["unopened"] = new Map();
    let rows = 0;
    for (const named of namedTables) {
      const done = await renameTable(tx, keys, named, by, (more) => at((rows += more)));
      if (done.unopened > 0) unopened.set(named.table, done.unopened);
    }
    await findAnew(tx);
    const ended = await passAnew(tx, now);
    const versions = renewals.map(({ version }) => version);
    await noteNaming(tx, keys, versions);
    const after = { versions: versions.join(), rows };
    await writeAudit(tx, null, { action: "keys.rename", subject: "key ring", after }, now);
    return { versions, rows, unopened, ended };
  });
}

/** Of the ring, those that have not named yet; none where it is not known who has. */
async function listRenewals(db: Db, keys: Keys): Promise<Keys["renewals"]> {
  const rows = await db
    .selectFrom("ring_key")
    .select("version")
    .where("names", "=", true)
    .execute();
  if (rows.length === 0) return [];
  return keys.renewals.filter((renewal) =>
    rows.every(({ version }) => version !== renewal.version),
  );
}

/** Where a row lies is told by its signer's name, and a cluster changes that of none. */
async function requireOneMachine(db: Db): Promise<void> {
  if (await isSpreadOverMachines(db))
    throw new ConfigError(
      "Signatures lie over several machines, where signers cannot be named anew: bring them back to the coordinator " +
        "(select undistribute_table('signature'), undistribute_table('news_address')), run this once more, " +
        "and then npm run spread -- --citus.",
    );
}

/** A key that was in use may have leaked with the one before it, and what is sealed from now on needs the new one. */
async function requireNew(tx: Db, keys: Keys): Promise<void> {
  const marked = keys.naming.at(-1)!;
  if (marked !== keys.version)
    throw new ConfigError(
      `Key ${marked}, which has the mark, must stand last in the ring: with it all is sealed from now on.`,
    );
  const used = await tx
    .selectFrom("ring_key")
    .select("version")
    .where("version", "=", marked)
    .executeTakeFirst();
  if (used)
    throw new ConfigError(
      `Key ${marked} has been in use and may have leaked too: take its mark away, and add a new key at the end of the ring that has it (${marked + 1}!:…).`,
    );
}

/**
 * Who uses the program's connections; every process of the site always has one, by which it sees whether the database
 * lives. One that a pooler keeps open is counted as well.
 */
async function listOthers(tx: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select application_name || ' (' || pid || ')' as name from pg_stat_activity
     where datname = current_database() and application_name like 'demands-tracker%'
       and application_name <> current_setting('application_name') order by pid`.execute(tx);
  return rows.map(({ name }) => name);
}

/** @param versions that name signers from now on, in this database */
export async function noteNaming(tx: Db, keys: Keys, versions: readonly number[]): Promise<void> {
  for (const version of versions) {
    const kept = { digest: keys.digests.get(version)!, names: true };
    await tx
      .insertInto("ring_key")
      .values({ version, ...kept })
      .onConflict((conflict) => conflict.column("version").doUpdateSet(kept))
      .execute();
  }
}
