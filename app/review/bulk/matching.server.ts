/** Which signatures meet conditions, as a part of a statement. */
import { type RawBuilder, sql } from "kysely";

import { isOfForm } from "../../signatures/set-aside.server.ts";
import type { Conditions } from "./bulk.ts";

/**
 * @returns what holds of the rows `s` of `signature` that meet all of them, and are of people still
 * @throws Error where there is none that this version knows: nobody means all signatures
 */
export function matching(conditions: Conditions): RawBuilder<boolean> {
  const { domain, place, network, demand, from, until } = conditions;
  const parts = [
    domain !== undefined && sql`s.domain_key = ${domain}::bigint`,
    place !== undefined && sql`s.place = ${place}`,
    network !== undefined && sql`(s.signer_key, s.demand_id) in (${signedFrom(network)})`,
    demand !== undefined && sql`s.demand_id = ${demand}`,
    from !== undefined && sql`s.confirmed_at >= ${from}::timestamptz`,
    until !== undefined && sql`s.confirmed_at < ${until}::timestamptz`,
  ].filter((part) => part !== false);
  if (parts.length === 0) throw new Error("signatures are asked for without a condition");
  return sql`(s.person is not null and ${sql.join(parts, sql` and `)})`;
}

/** Within the day that it is known from which network a signing was confirmed. */
const signedFrom = (network: string) => sql`
  select s.signer_key, s.demand_id
    from network_signing n
    join signing g on g.id = n.signing_id
    join signature s on s.signer_key = g.signer_key and ${isOfForm}
   where n.network = ${network}`;
