/** Locks what was confirmed at mail domains, before it is set aside. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { SignatureKey } from "#db/lock-signatures.ts";

/** A domain, and the span of time whose confirmations are meant. */
export interface DomainSpan {
  key: string;
  from: Date;
  to: Date;
}

/** A signature that is counted, with its domain's key. */
export type Confirmed = SignatureKey & { key: string };

/**
 * What is counted and was in no bulk work. Signatures first, then their demands, each in key order, as confirming and withdrawing lock them: what
 * follows, in any number of statements, waits for nobody.
 */
export async function lockConfirmed(tx: Db, spans: readonly DomainSpan[]): Promise<Confirmed[]> {
  if (spans.length === 0) return [];
  const froms = spans.map(({ from }) => from);
  const first = new Date(Math.min(...froms.map(Number)));
  const meant = sql`
      join unnest(${spans.map(({ key }) => key)}::bigint[], ${froms}::timestamptz[],
                  ${spans.map(({ to }) => to)}::timestamptz[]) as k (domain_key, since, until)
        on k.domain_key = s.domain_key
     where s.confirmed_at > ${first}::timestamptz
       and s.confirmed_at > k.since and s.confirmed_at <= k.until
       and s.set_aside is null and s.review_id is null`;
  const { rows } = await sql<{ demand_id: number; signer_key: Buffer; key: string }>`
    with found as (
      select array_agg(s.demand_id) as demands, array_agg(s.signer_key) as signers
        from signature s ${meant}
    ), locked as (
      select s.* from found f cross join lateral lock_signatures(f.demands, f.signers) s
    )
    select s.demand_id, s.signer_key, s.domain_key::text as key from locked s ${meant}`.execute(tx);
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
