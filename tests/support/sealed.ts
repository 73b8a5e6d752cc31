/** All that is sealed in a database, for tests of keys. */
import { sql } from "kysely";

import { type Keys, seal, signerKey, unseal } from "#app/keys.server.ts";
import { packPerson } from "#app/signatures/person.ts";
import type { Db } from "#db/connection.ts";
import { sealedColumns } from "#db/sealed.ts";

import { testKeys } from "./signers.ts";

/** Throws where a sealed value opens with none of the keys. @returns how many there are */
export async function openAll(db: Db, keys: Keys): Promise<number> {
  let opened = 0;
  for (const { table, column, ownerOf } of sealedColumns) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where ${sql.ref(column)} <> ''`.execute(db);
    for (const row of rows) {
      const sealed = { bytes: row[column] as Buffer, keyVersion: row["key_version"] as number };
      unseal(keys, ownerOf(row), sealed);
    }
    opened += rows.length;
  }
  return opened;
}

/** Signatures that the first key has sealed, counted as they are. @param addressOf of a person, by their number */
export async function addPeople(
  db: Db,
  demand: number,
  people: number,
  addressOf: (person: number) => string,
): Promise<void> {
  const now = new Date();
  for (let from = 0; from < people; from += 2_000) {
    const rows = Array.from({ length: Math.min(2_000, people - from) }, (_, index) => {
      const address = addressOf(from + index);
      const person = packPerson({ name: "Ann O'Neil", address, postcode: null });
      const signer_key = signerKey(testKeys, address);
      return {
        ...{ demand_id: demand, signer_key, key_version: 1, text_version: 1, place: "KZ" },
        ...{ person: seal(testKeys, signer_key, person).bytes, locale: "en" as const },
        ...{ updates: true, consent_version: 3, consented_at: now, confirmed_at: now },
      };
    });
    await db.insertInto("signature").values(rows).execute();
  }
  await sql`update demand set signature_count = ${people} where id = ${demand}`.execute(db);
  await sql`insert into tally_place values (${demand}, 'KZ', ${people})`.execute(db);
  await sql`insert into tally_hour values (${demand}, date_trunc('hour', now()), ${people})`.execute(
    db,
  );
}
