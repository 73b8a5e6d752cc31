/** Erases again, in a database that was restored from a backup, what people have erased since that was made. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { erasureName, type Keys } from "../../keys.server.ts";
import { disownAgain } from "./disown-again.server.ts";
import { type Due, eraseAgain, type Replayed } from "./erase-again.server.ts";
import { listSigners, type Signer } from "./list-signers.server.ts";
import { EVERYTHING, FORMS, NEWS } from "./names.ts";

/** A row of the table of erasures. */
export interface Erasure {
  name: Buffer;
  at: Date;
}

/**
 * To be done before the site is opened on that database. Tallies follow, and each decrease is noted with the time at
 * which it came about first; what was given since stays. The rows are kept in this database as well. Each person is
 * a transaction, so it can be begun anew; memory holds the rows, whom they were of, and two thousand people.
 * @param erasures of the database that the backup replaces, or of a copy of that table
 */
export async function replayErasures(
  db: Db,
  keys: Keys,
  erasures: readonly Erasure[],
): Promise<Replayed> {
  const replayed: Replayed = { people: 0, signatures: 0, forms: 0, updates: 0 };
  const people = new Set<string>();
  const times = new Map<string, Date>();
  for (const { name, at } of erasures) {
    const known = times.get(name.toString("hex"));
    if (!known || known < at) times.set(name.toString("hex"), at);
  }
  await keep(db, erasures);
  if (times.size === 0) return replayed;
  for await (const portion of listSigners(db)) {
    for (const signer of portion) {
      const due = dueOf(keys, signer, times);
      if (!due) continue;
      const done = await eraseAgain(db, keys, signer.signerKey, due);
      if (done.isAny) people.add(signer.signerKey.toString("hex"));
      replayed.signatures += done.signatures;
      replayed.forms += done.forms;
      replayed.updates += done.updates;
    }
  }
  // comes last: of whom all was erased since no bar is left
  for (const signer of await disownAgain(db, keys, times)) {
    people.add(signer.toString("hex"));
    replayed.forms++;
  }
  return { ...replayed, people: people.size };
}

async function keep(db: Db, erasures: readonly Erasure[]): Promise<void> {
  for (let begin = 0; begin < erasures.length; begin += 5_000) {
    const some = erasures.slice(begin, begin + 5_000);
    await sql`
      insert into erasure as e (name, at)
      select name, max(at) from unnest(${some.map((one) => one.name)}::bytea[],
                                       ${some.map((one) => one.at)}::timestamptz[]) as n (name, at)
       group by name order by name
      on conflict (name) do update set at = greatest(e.at, excluded.at)`.execute(db);
  }
}

function dueOf(
  keys: Keys,
  { signerKey, demands }: Signer,
  times: Map<string, Date>,
): Due | undefined {
  const at = (of: number) => times.get(erasureName(keys, of, signerKey).toString("hex"));
  const signatures = new Map(
    demands.flatMap((demand) => {
      const time = at(demand);
      return time ? [[demand, time] as const] : [];
    }),
  );
  const [everything, forms, news] = [at(EVERYTHING), at(FORMS), at(NEWS)];
  const isAny = signatures.size > 0 || everything || forms || news;
  return isAny ? { everything, forms, news, signatures } : undefined;
}
