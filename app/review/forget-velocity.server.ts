/** How long it is kept how fast confirmations came. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { FORGOTTEN } from "./bulk/bulk.ts";
import { PAST_DAYS } from "./measure.server.ts";

const DAY = 86_400_000;

/** Keys of networks go after 24 hours, from every table. */
export async function forgetNetworks(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - DAY);
  await db
    .deleteFrom("velocity")
    .where("kind", "=", "network")
    .where("slot", "<=", before)
    .execute();
  await db.deleteFrom("network_signing").where("confirmed_at", "<=", before).execute();
  await sql`
    update review set conditions = jsonb_set(conditions, '{network}', to_jsonb(${FORGOTTEN}::text))
     where created_at <= ${before} and conditions ->> 'network' <> ${FORGOTTEN}`.execute(db);
}

/** Domains and places go after four weeks; of a day that is past by 24 hours only its sums stay. */
export async function foldVelocity(db: Db, now: Date): Promise<void> {
  const past = new Date(now.getTime() - PAST_DAYS * DAY);
  const folded = new Date(Math.floor(now.getTime() / DAY) * DAY - DAY);
  await db.deleteFrom("velocity").where("slot", "<=", past).execute();
  await sql`
    with slots as (
      delete from velocity
       where slot < ${folded}::timestamptz and slot <> date_trunc('day', slot, 'UTC')
      returning kind, date_trunc('day', slot, 'UTC') as day, key, count
    )
    insert into velocity as v (kind, slot, key, count)
    select kind, day, key, sum(count) from slots group by kind, day, key
    on conflict (kind, slot, key) do update set count = v.count + excluded.count`.execute(db);
}
