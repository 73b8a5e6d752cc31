/** Reads demands in a language; English stands in for a missing translation. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import type { LocaleCode } from "#db/schema.ts";

import { type Demand, goalFor } from "./demand.ts";

function selectDemands(db: Db, locale: LocaleCode) {
  return db
    .selectFrom("demand as d")
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("demand_text as t")
          .select(["t.locale", "t.title", "t.summary", "t.body", "t.addressee", "t.translated_by"])
          .whereRef("t.demand_id", "=", "d.id")
          .whereRef("t.version", "=", "d.text_version")
          .where("t.locale", "in", [locale, "en"])
          .orderBy(sql`(t.locale = ${locale})`, "desc")
          .limit(1)
          .as("text"),
      (join) => join.onTrue(),
    )
    .select([
      "d.id",
      "d.slug",
      "d.state",
      "d.outcome",
      "d.goal",
      "d.signature_count as count",
      "d.text_version as textVersion",
      "text.locale as textLocale",
      "text.title",
      "text.summary",
      "text.body",
      "text.addressee",
      "text.translated_by as translatedBy",
      "d.topics",
      "d.created_at as createdAt",
      "d.updated_at as updatedAt",
      "d.opened_at as openedAt",
      "d.closes_at as closesAt",
      "d.closed_at as closedAt",
      "d.response_threshold_reached_at as responseThresholdReachedAt",
      "d.debate_threshold_reached_at as debateThresholdReachedAt",
    ]);
}

const withGoal = <Row extends { count: number; goal: number | null }>(row: Row) => ({
  ...row,
  goal: goalFor(row.count, row.goal),
});

/** A demand that the public may see, by its slug or id; drafts are as unknown as nonsense. */
export async function getDemand(
  db: Db,
  key: string | number,
  locale: LocaleCode,
): Promise<Demand | undefined> {
  const query = selectDemands(db, locale)
    .where(typeof key === "number" ? "d.id" : "d.slug", "=", key)
    .where("d.state", "<>", "draft");
  const name = typeof key === "number" ? "demand-by-id" : "demand-by-slug";
  const [row] = await named(name, query).execute(db);
  return row && withGoal(row);
}

export interface DemandFilter {
  /** Words that title or summary hold, in the reader's language. */
  q?: string;
  state?: "open" | "closed" | "met";
}

/** Public demands, most signed first. */
export async function listDemands(
  db: Db,
  locale: LocaleCode,
  { q, state }: DemandFilter = {},
): Promise<Demand[]> {
  let query = selectDemands(db, locale).where("d.state", "in", ["open", "closed"]);
  if (state === "met") query = query.where("d.outcome", "=", "met");
  else if (state) query = query.where("d.state", "=", state);
  const words = q?.trim().slice(0, 100);
  if (words) {
    const pattern = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
    query = query.where((eb) =>
      eb.or([eb("text.title", "ilike", pattern), eb("text.summary", "ilike", pattern)]),
    );
  }
  const rows = await query.orderBy("d.signature_count", "desc").orderBy("d.id").execute();
  return rows.map(withGoal);
}

/** Demands by id in the order of their ids, whatever their state. */
export async function listDemandsById(
  db: Db,
  ids: readonly number[],
  locale: LocaleCode,
): Promise<Demand[]> {
  if (ids.length === 0) return [];
  const rows = await selectDemands(db, locale).where("d.id", "in", ids).orderBy("d.id").execute();
  return rows.map(withGoal);
}

/** What happened to a demand, newest first. */
export async function listUpdates(db: Db, demandId: number) {
  const query = db
    .selectFrom("demand_update")
    .select(["id", "demand_id", "kind", "outcome", "subject", "body", "source_url"])
    .select(["occurred_on", "created_at", "updated_at"])
    .where("demand_id", "=", demandId)
    .orderBy("occurred_on", "desc")
    .orderBy("id", "desc");
  return named("updates-of-demand", query).execute(db);
}
