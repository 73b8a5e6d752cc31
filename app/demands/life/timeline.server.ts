/** Demands' timelines as the public reads them, in a language; English stands in for a missing translation. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import type { LocaleCode } from "#db/schema.ts";

import type { TimelineEntry } from "./timeline.ts";

/** By demand, newest first. */
export async function listTimelines(
  db: Db,
  ids: readonly number[],
  locale: LocaleCode,
): Promise<Map<number, TimelineEntry[]>> {
  if (ids.length === 0) return new Map();
  const query = sql<TimelineEntry>`
    select u.id, u.demand_id, u.kind, u.outcome, coalesce(t.subject, u.subject) as subject,
           coalesce(t.body, u.body) as body, coalesce(t.locale, 'en') as locale, u.source_url,
           u.occurred_on, u.created_at, u.updated_at
      from demand_update u
      left join demand_update_text t on t.update_id = u.id and t.locale = ${locale}
     where u.demand_id = any (${ids}::int[]) and u.removed_at is null
     order by u.occurred_on desc, u.id desc`;
  const rows = await named("timelines", query).execute(db);
  return Map.groupBy(rows, (row) => row.demand_id);
}

/** What happened to a demand, newest first. */
export async function listTimeline(
  db: Db,
  demandId: number,
  locale: LocaleCode,
): Promise<TimelineEntry[]> {
  return (await listTimelines(db, [demandId], locale)).get(demandId) ?? [];
}
