/** Demands' timelines as the public reads them, in a language; English stands in for a missing translation. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import type { LocaleCode } from "#db/schema.ts";

import type { TimelineEntry } from "./timeline.ts";

/** What an entry says in a language, before it is known which entries are asked for. */
const entriesIn = (locale: LocaleCode) => sql`
    select u.id, u.demand_id, u.kind, u.outcome, coalesce(t.subject, u.subject) as subject,
           coalesce(t.body, u.body) as body, coalesce(t.locale, 'en') as locale, u.source_url,
           u.occurred_on, u.created_at, u.updated_at
      from demand_update u
      left join demand_update_text t on t.update_id = u.id and t.locale = ${locale}`;

/** By demand, newest first. */
export async function listTimelines(
  db: Db,
  ids: readonly number[],
  locale: LocaleCode,
): Promise<Map<number, TimelineEntry[]>> {
  if (ids.length === 0) return new Map();
  const query = sql<TimelineEntry>`${entriesIn(locale)}
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

/** What happened last to the public's demands: updates, answers, outcomes; newest first. */
export async function listNewestEntries(
  db: Db,
  locale: LocaleCode,
  most: number,
): Promise<TimelineEntry[]> {
  const query = sql<TimelineEntry>`${entriesIn(locale)}
      join demand d on d.id = u.demand_id and d.state in ('open', 'closed')
     where u.kind in ('update', 'answer', 'outcome') and u.removed_at is null
     order by u.occurred_on desc, u.id desc limit ${most}`;
  return named("newest-entries", query).execute(db);
}
