/** Mail domains over their line: what is confirmed there is held from now on, and what made them cross it too. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import { setStanding } from "../signatures/set-aside.server.ts";
import { type Confirmed, type DomainSpan, lockConfirmed } from "./lock-confirmed.server.ts";
import { lockYoungRules, makeRules, type NamedDomain } from "./rule-domains.server.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So many signatures are set aside by one statement. */
const AT_ONCE = 500;

type Held = DomainSpan & { reason: string };

/**
 * Makes a rule for each that has none, and holds what was confirmed there within the span that crossed the
 * line, as bulk work that organisers can undo. A confirmation that was on its way when its rule was made does
 * not know of it: what comes to light within an hour is held too. What organisers have released
 * stays so. Safe beside itself: whoever comes second waits for the rules and finds nothing left.
 */
export async function holdDomains(
  tx: Transaction<Database>,
  over: readonly NamedDomain[],
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

/** @param confirmed locked, so that each of them is changed */
async function setAside(
  tx: Db,
  { key, reason, from, to }: Held,
  confirmed: readonly Confirmed[],
  now: Date,
): Promise<void> {
  const { id } = await tx
    .insertInto("review")
    .values({
      deed: "hold",
      conditions: JSON.stringify({ domain: key, from, until: to }),
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
