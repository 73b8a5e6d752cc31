/** How many signatures of clusters are counted, held or invalidated. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { isOfForm, type Standing } from "../../signatures/set-aside.server.ts";
import type { ClusterName } from "./cluster.ts";

export type Standings = Record<Standing, number>;

const none = (): Standings => ({ counted: 0, held: 0, invalidated: 0 });

interface Row {
  at: number;
  standing: Standing;
  count: number;
}

/**
 * One look at the signatures of that time for all of them.
 * @param from nobody was confirmed before
 * @returns in their order
 */
export async function countStandings(
  db: Db,
  clusters: readonly ClusterName[],
  from: Date,
): Promise<Standings[]> {
  const standings = clusters.map(none);
  const numbered = clusters.map((one, at) => ({ ...one, at }));
  const { rows } = await sql<Row>`
    with lately as materialized (
      select demand_id, signer_key, domain_key, place, consented_at, confirmed_at,
             coalesce(set_aside, 'counted') as standing
        from signature where confirmed_at > ${from}
    )
    ${sql.join(
      [ofDomains, ofPlaces, ofNetworks, ofSpans].map((part) => part(numbered)),
      sql` union all `,
    )}`.execute(db);
  for (const { at, standing, count } of rows) standings[at]![standing] = count;
  return standings;
}

type Numbered = ClusterName & { at: number };

function ofKind(clusters: readonly Numbered[], kind: ClusterName["kind"]) {
  const these = clusters.filter((one) => one.kind === kind);
  return { ats: these.map(({ at }) => at), keys: these.map(({ key }) => key), these };
}

function ofDomains(clusters: readonly Numbered[]) {
  const { ats, keys } = ofKind(clusters, "domain");
  return sql`
    select k.at, s.standing, count(*)::int as count
      from lately s join unnest(${ats}::int[], ${keys}::bigint[]) as k (at, key)
        on k.key = s.domain_key
     group by k.at, s.standing`;
}

function ofPlaces(clusters: readonly Numbered[]) {
  const { ats, keys } = ofKind(clusters, "place");
  return sql`
    select k.at, s.standing, count(*)::int
      from lately s join unnest(${ats}::int[], ${keys}::text[]) as k (at, key) on k.key = s.place
     group by k.at, s.standing`;
}

function ofNetworks(clusters: readonly Numbered[]) {
  const { ats, keys } = ofKind(clusters, "network");
  return sql`
    select k.at, s.standing, count(distinct (s.signer_key, s.demand_id))::int
      from unnest(${ats}::int[], ${keys}::text[]) as k (at, key)
      join network_signing n on n.network = k.key
      join signing g on g.id = n.signing_id
      join lately s on s.signer_key = g.signer_key and ${isOfForm}
     group by k.at, s.standing`;
}

function ofSpans(clusters: readonly Numbered[]) {
  const { ats, these } = ofKind(clusters, "rate");
  return sql`
    select k.at, s.standing, count(*)::int
      from lately s
      join unnest(${ats}::int[], ${these.map(({ from }) => from!)}::timestamptz[],
                  ${these.map(({ until }) => until!)}::timestamptz[]) as k (at, first, until)
        on s.confirmed_at >= k.first and s.confirmed_at < k.until
     group by k.at, s.standing`;
}
