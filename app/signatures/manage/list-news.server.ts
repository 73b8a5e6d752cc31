/** Addresses that are kept for news of demands whose people are forgotten, for their owner to see. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import { type Keys, unseal } from "../../keys.server.ts";
import { unpackPerson } from "../person.ts";
import { NEWS_MONTHS } from "../retention/news-addresses.server.ts";
import type { HeldNews } from "./held.ts";

const DAY = 86_400_000;

/** The newest first. */
export async function listNews(db: Db, keys: Keys, signerKey: Buffer): Promise<HeldNews[]> {
  const rows = await db
    .selectFrom("news_address")
    .selectAll()
    .where("signer_key", "=", signerKey)
    .orderBy("consented_at", "desc")
    .execute();
  return rows.map((row) => ({
    ...{ demandId: row.demand_id, address: addressIn(keys, row), locale: row.locale },
    ...{ consentVersion: row.consent_version, consentedAt: row.consented_at },
    // it goes in the night after
    keptUntil: new Date(monthsLater(row.kept_since, NEWS_MONTHS).getTime() + DAY),
  }));
}

function addressIn(keys: Keys, row: Row<"news_address">): string | undefined {
  try {
    const sealed = { bytes: row.address, keyVersion: row.key_version };
    return unpackPerson(unseal(keys, row.signer_key, sealed)).address;
  } catch {
    return undefined;
  }
}

export function monthsLater(moment: Date, months: number): Date {
  const later = new Date(moment);
  later.setUTCMonth(later.getUTCMonth() + months);
  return later;
}
