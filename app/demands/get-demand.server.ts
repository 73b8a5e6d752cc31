/** Reads demands in a language; English stands in for a missing translation. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import type { LocaleCode } from "#db/schema.ts";

import type { Demand } from "./demand.ts";
import { findDemands } from "./find-demands.server.ts";
import { goalFor } from "./goal.ts";

type Stored = Omit<Demand, "goal" | "lang"> & { goal: number | null };

/** @param which a condition on the demand `d` and its `text` */
const demandsWhere = (locale: LocaleCode, which: RawBuilder<unknown>) => sql<Stored>`
  select d.id, d.slug, d.state, d.outcome, d.goal, d.signature_count as count,
         case when d.held_count > 0 and exists (select from demand_retention r where r.demand_id = d.id)
              then 0 else d.held_count end as held, d.text_version as "textVersion", text.locale as "textLocale", text.title, text.summary,
         text.body, text.addressee, text.translated_by as "translatedBy", text.outdated, d.topics,
         exists (select from demand_paper p where p.demand_id = d.id) as "onPaper",
         d.created_at as "createdAt", greatest(d.updated_at, d.counted_at) as "updatedAt", d.opened_at as "openedAt",
         d.closes_at as "closesAt", d.closed_at as "closedAt",
         d.response_threshold_reached_at as "responseThresholdReachedAt",
         d.debate_threshold_reached_at as "debateThresholdReachedAt"
    from demand d
   cross join lateral (
     select t.locale, t.title, t.summary, t.body, t.addressee, t.translated_by,
            t.english_revision <> max(t.english_revision) filter (where t.locale = 'en') over () as outdated
       from demand_text t
      where t.demand_id = d.id and t.version = d.text_version and t.locale in (${locale}, 'en')
      order by t.locale = ${locale} desc limit 1
   ) text
   where ${which}`;

const inLocale =
  (locale: LocaleCode) =>
  (row: Stored): Demand => ({
    ...row,
    goal: goalFor(row.count, row.goal),
    lang: row.textLocale === locale ? undefined : row.textLocale,
  });

/** A demand that the public may see, by its slug or id; drafts are as unknown as nonsense. */
export async function getDemand(
  db: Db,
  key: string | number,
  locale: LocaleCode,
): Promise<Demand | undefined> {
  const [name, which] =
    typeof key === "number"
      ? ["demand-by-id", sql`d.id = ${key}`]
      : ["demand-by-slug", sql`d.slug = ${key}`];
  const query = demandsWhere(locale, sql`${which} and d.state <> 'draft'`);
  const [row] = await named(name, query).execute(db);
  return row && inLocale(locale)(row);
}

export interface DemandFilter {
  /** Words that title, summary and body hold, in any order and in any of the demand's languages. */
  q?: string;
  state?: "open" | "closed" | "presented" | "met";
}

/** Public demands, most signed first; those that are signed alike in the organisers' order. */
export async function listDemands(
  db: Db,
  locale: LocaleCode,
  { q = "", state }: DemandFilter = {},
): Promise<Demand[]> {
  const which = sql`
    case ${state ?? "any"}::text when 'any' then d.state in ('open', 'closed')
      when 'open' then d.state = 'open' when 'closed' then d.state = 'closed'
      else d.state in ('open', 'closed') and d.outcome = ${state ?? "any"} end
    order by d.signature_count desc, d.position, d.id`;
  const rows = await named("demands", demandsWhere(locale, which)).execute(db);
  const found = q === "" ? undefined : await findDemands(db, q);
  return rows.filter(({ id }) => !found || found.has(id)).map(inLocale(locale));
}

/** Demands by id in the order of their ids, whatever their state. */
export async function listDemandsById(
  db: Db,
  ids: readonly number[],
  locale: LocaleCode,
): Promise<Demand[]> {
  if (ids.length === 0) return [];
  const which = sql`d.id = any (${ids}::int[]) order by d.id`;
  const rows = await named("demands-by-id", demandsWhere(locale, which)).execute(db);
  return rows.map(inLocale(locale));
}

/** Demands that take signatures and have, or once had, one of these titles. */
export async function listOpenByTitle(
  db: Db,
  titles: readonly string[],
  locale: LocaleCode,
): Promise<Demand[]> {
  if (titles.length === 0) return [];
  const which = sql`
    d.state = 'open' and d.id in (select demand_id from demand_text
                                   where title = any (${titles}::text[])) order by d.id`;
  const rows = await named("demands-by-title", demandsWhere(locale, which)).execute(db);
  return rows.map(inLocale(locale));
}

/** When any demand of the public's was last changed, those among them that were removed. */
export async function getLastChange(db: Db): Promise<Date | undefined> {
  const query = db
    .selectFrom("demand")
    .select("updated_at")
    .where("state", "<>", "draft")
    .orderBy("updated_at", "desc")
    .limit(1);
  const [row] = await named("last-change-of-demands", query).execute(db);
  return row?.updated_at;
}
