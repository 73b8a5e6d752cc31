/** After a leak of the keys: names all signers anew, while the site stands still. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { namedTables } from "#db/names.ts";

import { type Keys, renewDomain, renewName } from "../keys.server.ts";
import { writeAudit } from "../organisers/audit.server.ts";
import { endHalfSent } from "../updates/end-half-sent.server.ts";
import { renameTable } from "./rename-table.server.ts";

export interface NamedAnew {
  /** The keys that name from now on, on top of those before. */
  versions: number[];
  rows: number;
  /** By table, how many sealed values no key opens. */
  unopened: Map<string, number>;
  /** Updates that were half sent: who had not had their turn gets none. */
  ended: number;
}

/**
 * One transaction: cut off at any point nothing has changed, for a person with two names would count twice. Whoever
 * starts meanwhile waits for its end, and is refused with the ring of before. It takes as much room on disk again as
 * the tables have, until Postgres has cleared up.
 * @param rest told who else is connected before anything is changed; throws where nobody may be
 * @param at told how many rows were gone through so far
 * @returns undefined where every marked key of the ring has named already
 */
export async function nameAnew(
  db: Db,
  keys: Keys,
  now: Date,
  rest: (others: number) => void = () => {},
  at: (rows: number) => void = () => {},
): Promise<NamedAnew | undefined> {
  return db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`set local lock_timeout = '10s'`.execute(tx);
    await sql`lock table ring_key in access exclusive mode`.execute(tx);
    const naming = await listNaming(tx);
    const renewals = keys.renewals.filter(({ version }) => !naming.includes(version));
    if (naming.length === 0 || renewals.length === 0) return undefined;
    rest(await countOthers(tx));
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
    const ended = await endHalfSent(tx);
    const versions = renewals.map(({ version }) => version);
    await noteNaming(tx, keys, versions);
    const after = { versions: versions.join(), rows };
    await writeAudit(tx, null, { action: "keys.rename", subject: "key ring", after }, now);
    return { versions, rows, unopened, ended };
  });
}

async function listNaming(tx: Db): Promise<number[]> {
  const rows = await tx
    .selectFrom("ring_key")
    .select("version")
    .where("names", "=", true)
    .execute();
  return rows.map(({ version }) => version);
}

/** A process of the site always has a connection by which it sees whether the database lives. */
async function countOthers(tx: Db): Promise<number> {
  const { rows } = await sql<{ others: number }>`
    select count(*)::int as others from pg_stat_activity
     where datname = current_database() and usesysid is not null and pid <> pg_backend_pid()`.execute(
    tx,
  );
  return rows[0]!.others;
}

async function noteNaming(tx: Db, keys: Keys, versions: readonly number[]): Promise<void> {
  for (const version of versions) {
    const kept = { digest: keys.digests.get(version)!, names: true };
    await tx
      .insertInto("ring_key")
      .values({ version, ...kept })
      .onConflict((conflict) => conflict.column("version").doUpdateSet(kept))
      .execute();
  }
}
