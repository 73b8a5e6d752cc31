/** Those whom whoever got an export has to remove, with their address where it is kept still. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, Row } from "#db/schema.ts";

import { type Keys, spellId } from "../../keys.server.ts";
import { personIn } from "../../signatures/manage/get-held.server.ts";
import { readers } from "../../signatures/retention/readers.ts";
import { toBeRemoved, wasTold } from "./consenting.server.ts";
import { FIRST, PORTION } from "./portion.ts";

type Tx = Transaction<Database>;
type Due = Pick<Row<"exported_supporter">, "external_id" | "signer_key">;

/** One row of the file. */
export interface Removal {
  id: string;
  /** Undefined where nothing but the id is left. */
  address: string | undefined;
}

/** @param removalId of a list of these that was begun */
export async function* takeRemovals(
  db: Db,
  keys: Keys,
  removalId: number,
  clock: () => Date,
): AsyncGenerator<Removal[]> {
  let last = FIRST;
  for (;;) {
    const from = last;
    const held = await db.transaction().execute(async (tx) => {
      const rows = await holdNext(tx, from, clock());
      await noteTold(
        tx,
        removalId,
        rows.filter(({ due }) => due),
      );
      return rows;
    });
    if (held.length === 0) return;
    const due = held.filter((one) => one.due);
    if (due.length > 0) yield await withAddresses(db, keys, due);
    last = held.at(-1)!.external_id;
  }
}

/** The next of whom no list has told, and whether they are due. */
async function holdNext(tx: Tx, from: Buffer, now: Date): Promise<(Due & { due: boolean })[]> {
  const { rows } = await sql<Due & { due: boolean }>`
    with asked as materialized (
      select * from (
        select e.external_id, e.signer_key, e.demand_ids from exported_supporter e
         where e.external_id > ${from} and not ${wasTold}
         order by e.external_id limit ${sql.lit(PORTION)} for update of e
      ) e
    ), ${toBeRemoved(now)}
    select external_id, signer_key, external_id in (select external_id from due) as due
      from asked order by external_id`.execute(tx);
  return rows;
}

/** They have stood in it once it is written to its end. */
async function noteTold(tx: Tx, removalId: number, due: readonly Due[]): Promise<void> {
  if (due.length === 0) return;
  const ids = due.map((one) => one.external_id);
  await sql`
    update exported_supporter set removal_id = ${removalId}
     where external_id = any (${ids}::bytea[])`.execute(tx);
  await tx
    .updateTable("supporter_export")
    .set((eb) => ({ people: eb("people", "+", due.length) }))
    .where("id", "=", removalId)
    .execute();
}

async function withAddresses(db: Db, keys: Keys, due: readonly Due[]): Promise<Removal[]> {
  const signers = due.flatMap((one) => one.signer_key ?? []);
  const { rows } = await sql<Parameters<typeof personIn>[1]>`
    select distinct on (r.signer_key) r.signer_key, r.person, r.key_version from ${readers} r
     where r.signer_key = any (${signers}::bytea[])
     order by r.signer_key, r.confirmed_at desc`.execute(db);
  const sealed = new Map(rows.map((row) => [row.signer_key.toString("hex"), row]));
  return due.map(({ external_id, signer_key }) => {
    const row = signer_key && sealed.get(signer_key.toString("hex"));
    return {
      id: spellId(keys, external_id),
      address: row ? personIn(keys, row).address : undefined,
    };
  });
}
