/** Organisers' keys follow what is known of the spellings of an address. */
import type { Db } from "#db/connection.ts";

import { ConfigError } from "../config.server.ts";
import { type Keys, seal } from "../keys.server.ts";
import { lockOrganisers, organiserKey } from "./add-organiser.server.ts";
import { addressOf } from "./organiser-address.server.ts";

/**
 * At every start: an organiser is found by the key of the address's one spelling, and a version that
 * knows more of providers spells some addresses otherwise. Who already has another entry under the new
 * spelling keeps both.
 * @throws ConfigError when the keys are not those that the database was filled with
 */
export async function respellOrganisers(db: Db, keys: Keys): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockOrganisers(tx);
    const all = await tx
      .selectFrom("organiser")
      .select(["id", "email_key", "email", "key_version"])
      .execute();
    for (const one of all) {
      const address = openAddress(keys, one);
      const email_key = organiserKey(keys, address);
      if (all.some((other) => other.email_key.equals(email_key))) continue;
      const { bytes, keyVersion } = seal(keys, email_key, address);
      await tx
        .updateTable("organiser")
        .set({ email_key, email: bytes, key_version: keyVersion })
        .where("id", "=", one.id)
        .execute();
      one.email_key = email_key;
    }
  });
}

function openAddress(keys: Keys, organiser: Parameters<typeof addressOf>[1]): string {
  try {
    return addressOf(keys, organiser);
  } catch {
    throw new ConfigError(
      "The keys do not open what this database holds: give APP_KEYS as it was when the database was filled.",
    );
  }
}
