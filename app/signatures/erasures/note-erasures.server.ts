/** Keeps what was erased, so that it can be erased again where a backup is restored (`replay-erasures.server.ts`). */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { uuidBytes } from "#db/uuid.ts";

import { erasureName, formErasureName, type Keys } from "../../keys.server.ts";
import { ERASURE_DAYS, FORM } from "./names.ts";

/**
 * A statement, to stand alone or as a step of the one that erases; rows are locked in the order of their names. What was
 * erased before is kept with its last time.
 */
export const noteErasures = (names: readonly Buffer[], now: Date): RawBuilder<unknown> => sql`
  insert into erasure as e (name, at)
  select name, ${now}::timestamptz from unnest(${names}::bytea[]) as n (name) order by name
  on conflict (name) do update set at = greatest(e.at, excluded.at)`;

/** @param of ids of demands, or what stands in `names.ts` */
export const erasureNames = (keys: Keys, signerKey: Buffer, of: readonly number[]): Buffer[] =>
  of.map((one) => erasureName(keys, one, signerKey));

/** Of one form alone. @param id a uuid */
export const formErasure = (keys: Keys, id: string): Buffer =>
  formErasureName(keys, FORM, uuidBytes(id));

/** Every night: the last backup that had it has gone long before. */
export async function forgetErasures(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - ERASURE_DAYS * 86_400_000);
  await db.deleteFrom("erasure").where("at", "<", before).execute();
}
