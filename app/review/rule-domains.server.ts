/** Rules for mail domains over their line, made by nobody but the line. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { Keys } from "../keys.server.ts";
import { nameDomains } from "../signatures/name-domains.server.ts";
import { holdingReason } from "../words/alarms.ts";
import type { DomainOver } from "./lines.ts";

const HOUR = 3_600_000;

export type NamedDomain = DomainOver & { name: string | null };

/** Those that have no rule yet, with their names as far as they can be found. */
export async function nameNew(
  db: Db,
  keys: Keys,
  over: readonly DomainOver[],
): Promise<NamedDomain[]> {
  if (over.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    select domain_key::text as key from domain_rule
     where domain_key = any (${over.map(({ key }) => key)}::bigint[])`.execute(db);
  const fresh = over.filter(({ key }) => !rows.some((rule) => rule.key === key));
  const names = await nameDomains(
    db,
    keys,
    fresh.map(({ key }) => key),
  );
  return fresh.map((one) => ({ ...one, name: names.get(one.key) ?? null }));
}

/** @returns the keys of those that had none */
export async function makeRules(
  tx: Db,
  over: readonly NamedDomain[],
  now: Date,
): Promise<Set<string>> {
  if (over.length === 0) return new Set();
  const rules = over.map((one) => ({
    domain_key: one.key,
    rule: "held" as const,
    name: one.name,
    reason: holdingReason(one),
    set_by: null,
    set_at: now,
  }));
  const rows = await tx
    .insertInto("domain_rule")
    .values(rules.toSorted((a, b) => (a.domain_key < b.domain_key ? -1 : 1)))
    .onConflict((conflict) => conflict.doNothing())
    .returning(sql<string>`domain_key::text`.as("key"))
    .execute();
  return new Set(rows.map(({ key }) => key));
}

/** Those that a crossed line made within the last hour. */
export async function lockYoungRules(tx: Db, now: Date) {
  return tx
    .selectFrom("domain_rule")
    .select([sql<string>`domain_key::text`.as("key"), "reason", "set_at"])
    .where("rule", "=", "held")
    .where("set_by", "is", null)
    .where("set_at", ">", new Date(now.getTime() - HOUR))
    .orderBy("domain_key")
    .forUpdate()
    .execute();
}
