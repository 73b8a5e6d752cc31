/** Organisers' own addresses, unsealed. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import { type Keys, unseal } from "../keys.server.ts";

type Sealed = Pick<Row<"organiser">, "email_key" | "email" | "key_version">;

export const addressOf = (keys: Keys, { email_key, email, key_version }: Sealed): string =>
  unseal(keys, email_key, { bytes: email, keyVersion: key_version });

/** An organiser's own address. */
export async function getOrganiserAddress(db: Db, keys: Keys, id: number): Promise<string> {
  const row = await db
    .selectFrom("organiser")
    .select(["email_key", "email", "key_version"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return addressOf(keys, row);
}

/** Every organiser's own address, by id. */
export async function listOrganiserAddresses(db: Db, keys: Keys): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom("organiser")
    .select(["id", "email_key", "email", "key_version"])
    .execute();
  return new Map(rows.map((row) => [row.id, addressOf(keys, row)]));
}
