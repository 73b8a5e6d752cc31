/** What a signer can do by their link: see, download, correct the name, stop updates. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import { type Keys, linkToken, readLinkToken, seal, unseal } from "../keys.server.ts";
import { packPerson, type Person, unpackPerson } from "./person.ts";

export interface Held extends Person {
  signerKey: Buffer;
  place: string;
  updates: boolean;
  signatures: {
    demandId: number;
    place: string;
    locale: string;
    textVersion: number;
    consentVersion: number;
    updates: boolean;
    consentedAt: Date;
    confirmedAt: Date;
  }[];
}

/** The signer key in a manage or an unsubscribe link, or undefined when we did not make it. */
export function readSignerLink(
  keys: Keys,
  word: "manage" | "unsubscribe",
  token: string,
): Buffer | undefined {
  return readLinkToken(keys, word, token);
}

export const manageToken = (keys: Keys, signer: Buffer): string =>
  linkToken(keys, "manage", signer);

/** All that is kept of a signer, or undefined when nothing is. The newest signature tells name and address. */
export async function getHeld(db: Db, keys: Keys, signerKey: Buffer): Promise<Held | undefined> {
  const rows = await db
    .selectFrom("signature")
    .selectAll()
    .where("signer_key", "=", signerKey)
    .orderBy("confirmed_at", "desc")
    .orderBy("demand_id")
    .execute();
  const newest = rows[0];
  if (!newest) return undefined;
  return {
    ...personOf(keys, newest),
    signerKey,
    place: newest.place,
    updates: rows.some((row) => row.updates),
    signatures: rows.map((row) => ({
      demandId: row.demand_id,
      place: row.place,
      locale: row.locale,
      textVersion: row.text_version,
      consentVersion: row.consent_version,
      updates: row.updates,
      consentedAt: row.consented_at,
      confirmedAt: row.confirmed_at,
    })),
  };
}

function personOf(keys: Keys, row: Row<"signature">): Person {
  return unpackPerson(
    unseal(keys, row.signer_key, { bytes: row.person, keyVersion: row.key_version }),
  );
}

/** Writes another name into every signature of the signer. */
export async function rename(db: Db, keys: Keys, signerKey: Buffer, name: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom("signature")
      .selectAll()
      .where("signer_key", "=", signerKey)
      .orderBy("demand_id")
      .forUpdate()
      .execute();
    for (const row of rows) {
      const sealed = seal(keys, signerKey, packPerson({ ...personOf(keys, row), name }));
      await tx
        .updateTable("signature")
        .set({ person: sealed.bytes, key_version: sealed.keyVersion })
        .where("demand_id", "=", row.demand_id)
        .where("signer_key", "=", signerKey)
        .execute();
    }
  });
}

/** Says for every signature of the signer whether updates are wanted; locks them as withdrawing does. */
export async function setUpdates(db: Db, signerKey: Buffer, updates: boolean): Promise<void> {
  await sql`
    with mine as (
      select demand_id, signer_key from signature
       where signer_key = ${signerKey} and updates <> ${updates}
       order by demand_id for no key update
    )
    update signature s set updates = ${updates}
      from mine m where m.demand_id = s.demand_id and m.signer_key = s.signer_key`.execute(db);
}
