/** What tests of updates begin with: people who signed and want news, an update that is approved, sent, drained. */
import { sql } from "kysely";

import { seal, signerKey } from "#app/keys.server.ts";
import { packPerson } from "#app/signatures/person.ts";
import { draftVersion, getUpdate } from "#app/updates/get-update.server.ts";
import { approveUpdate } from "#app/updates/approve-update.server.ts";
import { sendUpdate } from "#app/updates/send-update.server.ts";
import type { Draft } from "#app/updates/update.ts";
import { composeUpdate } from "#app/updates/write-update.server.ts";
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import { keys, now } from "./house.ts";
import { inOne } from "./letters.ts";

export const addressOf = (person: number): string => `person${person}@example.org`;
export const keyOf = (person: number): Buffer => signerKey(keys, addressOf(person));

interface Signed {
  person: number;
  demand: number;
  locale?: LocaleCode;
  updates?: boolean;
  at?: Date;
}

/** Puts signatures where confirming puts them, and counts them. */
export async function seedSigners(db: Db, all: readonly Signed[]): Promise<void> {
  for (let first = 0; first < all.length; first += 500) {
    const rows = all.slice(first, first + 500).map((one) => {
      const { person, demand, locale = "en", updates = true, at = now } = one;
      const key = keyOf(person);
      const packed = { name: `Person ${person}`, address: addressOf(person), postcode: null };
      const { bytes, keyVersion } = seal(keys, key, packPerson(packed));
      return {
        ...{ demand_id: demand, signer_key: key, person: bytes, key_version: keyVersion },
        ...{ text_version: 1, place: "KZ", locale, updates, consent_version: 2 },
        ...{ consented_at: at, confirmed_at: at },
      };
    });
    await db.insertInto("signature").values(rows).execute();
  }
  await sql`
    with counted as (select demand_id, count(*) as number from signature group by demand_id)
    update demand d set signature_count = c.number from counted c where c.demand_id = d.id`.execute(
    db,
  );
}

/** Everybody from 0 to `count`. */
export const people = (count: number, demand: number, more: Partial<Signed> = {}): Signed[] =>
  Array.from({ length: count }, (_, person) => ({ person, demand, ...more }));

export const updateDraft = (demandIds: number[], more: Partial<Draft> = {}): Draft => ({
  texts: { en: { subject: "Handed over", body: "They were **handed over**." } },
  demandIds,
  perHour: 1_000_000,
  ...more,
});

/** An update that is approved by its author. @returns its id */
export async function approvedUpdate(db: Db, author: number, draft: Draft): Promise<number> {
  const { id } = await inOne(db, (tx) => composeUpdate(tx, author, draft, now));
  const saw = draftVersion((await getUpdate(db, String(id)))!);
  await inOne(db, (tx) => approveUpdate(tx, id, author, saw, now));
  return id;
}

/** @returns what is said */
export async function sendNow(db: Db, id: number, at = now, reason = ""): Promise<string> {
  return (await inOne(db, (tx) => sendUpdate(tx, id, { reason, saw: undefined }, at))).said;
}

export const updateRow = (db: Db, id: number) =>
  db.selectFrom("supporter_update").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
