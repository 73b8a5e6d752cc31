/** Mail domains over their line: what is confirmed there is held from now on, and what made them cross it too. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Keys } from "../keys.server.ts";
import { nameDomains } from "../signatures/name-domains.server.ts";
import { setStanding, type SignatureKey } from "../signatures/set-aside.server.ts";
import { holdingReason } from "../words/alarms.ts";
import type { DomainOver } from "./lines.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So many signatures are set aside by one statement. */
const AT_ONCE = 500;

type Named = DomainOver & { name: string | null };

/** A domain whose confirmations of a span of time are to be held. */
interface Held {
  key: string;
  name: string | null;
  reason: string;
  from: Date;
  to: Date;
}

/** What was confirmed there and is counted. */
type Confirmed = SignatureKey & { key: string };

/** Those that have no rule yet, with their names as far as they can be found. */
export async function nameNew(db: Db, keys: Keys, over: readonly DomainOver[]): Promise<Named[]> {
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

/**
 * Makes a rule for each that has none, and holds what was confirmed there within the span that crossed the
 * line, as bulk work that organisers can undo. A confirmation that was on its way when its rule was made does
 * not know of it: what comes to light within an hour is held too. What organisers have released
 * stays so. Safe beside itself: whoever comes second waits for the rules and finds nothing left.
 */
export async function holdDomains(
  tx: Transaction<Database>,
  over: readonly Named[],
  now: Date,
): Promise<void> {
  const made = await makeRules(tx, over, now);
  const hours = new Map(over.map((one) => [one.key, one.hours]));
  const held = (await lockYoungRules(tx, now)).map(({ set_at, ...rule }) => ({
    ...rule,
    from: new Date(set_at.getTime() - (made.has(rule.key) ? hours.get(rule.key)! : 1) * HOUR),
    // clocks of several machines differ
    to: new Date(set_at.getTime() + MINUTE),
  }));
  const found = await lockConfirmed(tx, held);
  for (const one of held) {
    const mine = found.filter(({ key }) => key === one.key);
    if (mine.length > 0) await setAside(tx, one, mine, now);
  }
}

/** @returns the keys of those that had none */
async function makeRules(tx: Db, over: readonly Named[], now: Date): Promise<Set<string>> {
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
async function lockYoungRules(tx: Db, now: Date) {
  return tx
    .selectFrom("domain_rule")
    .select([sql<string>`domain_key::text`.as("key"), "name", "reason", "set_at"])
    .where("rule", "=", "held")
    .where("set_by", "is", null)
    .where("set_at", ">", new Date(now.getTime() - HOUR))
    .orderBy("domain_key")
    .forUpdate()
    .execute();
}

/**
 * Signatures first, then their demands, each in key order, as confirming and withdrawing lock them: what
 * follows, in any number of statements, waits for nobody.
 */
async function lockConfirmed(tx: Db, held: readonly Held[]): Promise<Confirmed[]> {
  if (held.length === 0) return [];
  const froms = held.map(({ from }) => from);
  const first = new Date(Math.min(...froms.map(Number)));
  const { rows } = await sql<{ demand_id: number; signer_key: Buffer; key: string }>`
    select s.demand_id, s.signer_key, s.domain_key::text as key
      from signature s
      join unnest(${held.map(({ key }) => key)}::bigint[], ${froms}::timestamptz[],
                  ${held.map(({ to }) => to)}::timestamptz[]) as k (domain_key, since, until)
        on k.domain_key = s.domain_key
     where s.confirmed_at > ${first}::timestamptz
       and s.confirmed_at > k.since and s.confirmed_at <= k.until
       and s.set_aside is null and s.review_id is null
     order by s.demand_id, s.signer_key for update of s`.execute(tx);
  const demands = [...new Set(rows.map(({ demand_id }) => demand_id))];
  await sql`
    select from demand where id = any (${demands}::int[]) order by id for no key update`.execute(
    tx,
  );
  return rows.map(({ demand_id, signer_key, key }) => ({
    demandId: demand_id,
    signerKey: signer_key,
    key,
  }));
}

/** @param confirmed locked, so that each of them is changed */
async function setAside(
  tx: Db,
  { key, name, reason, from, to }: Held,
  confirmed: readonly Confirmed[],
  now: Date,
): Promise<void> {
  const { id } = await tx
    .insertInto("review")
    .values({
      deed: "hold",
      conditions: JSON.stringify({ domain: key, name, from, to }),
      reason,
      state: "done",
      number: confirmed.length,
      done: confirmed.length,
      changed: confirmed.length,
      organiser_id: null,
      created_at: now,
      found_at: now,
      begun_at: now,
      finished_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (let begin = 0; begin < confirmed.length; begin += AT_ONCE) {
    const signatures = confirmed.slice(begin, begin + AT_ONCE);
    const setting = {
      signatures,
      from: ["counted"],
      to: "held",
      reviewId: id,
      seenAt: to,
    } as const;
    await setStanding(tx, setting, now);
    await sql`
      insert into review_signature (review_id, place, demand_id, signer_key, was)
      select ${id}, ${begin}::int + place, demand_id, signer_key, 'counted'
        from unnest(${signatures.map((one) => one.demandId)}::int[],
                    ${signatures.map((one) => one.signerKey)}::bytea[])
             with ordinality as g (demand_id, signer_key, place)`.execute(tx);
  }
}

/** Signatures from these domains that are held now. */
export async function countHeldAt(db: Db, domainKeys: readonly string[]): Promise<number> {
  if (domainKeys.length === 0) return 0;
  const { rows } = await sql<{ held: number }>`
    select count(*)::int as held from signature
     where set_aside = 'held' and domain_key = any (${domainKeys}::bigint[])`.execute(db);
  return rows[0]!.held;
}
