/** Remembers which signings were confirmed from a network of which many were. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";

export interface NetworkSigning {
  /** The network's key of the day. */
  network: string;
  signing: string;
}

/**
 * A form that was deleted meanwhile is not remembered; one that stands is held until this is. To store
 * some again is harmless: who was there is there.
 */
export async function rememberNetworks(
  db: Db,
  signings: readonly NetworkSigning[],
  now: Date,
): Promise<void> {
  // most processes have none most of the time, and wait for nobody's hold of the forms
  if (signings.length === 0) return;
  const statement = sql`
    insert into network_signing (network, signing_id, confirmed_at)
    select n.network, n.id, ${now}
      from (select * from unnest(${signings.map(({ network }) => network)}::text[],
                                 ${signings.map(({ signing }) => signing)}::uuid[]) as g (network, id)
             order by id) n
      cross join lateral (select from signing where id = n.id limit 1 for key share) s`;
  await named("network-signings", statement).execute(db);
}
