/** What mail domains are called, as far as it is known. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { Keys } from "../../keys.server.ts";
import { nameDomains } from "../../signatures/name-domains.server.ts";

/** By rules and alarms, which keep their names, or else by who signed there this week. */
export async function listDomainNames(
  db: Db,
  keys: Keys,
  domainKeys: readonly string[],
): Promise<Map<string, string>> {
  if (domainKeys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; name: string }>`
    select domain_key::text as key, name from domain_rule
     where name is not null and domain_key = any (${domainKeys}::bigint[])
    union
    select one ->> 'key', one ->> 'name'
      from alarm cross join jsonb_array_elements(facts -> 'names') one
     where kind in ('domain', 'new-domains') and one ->> 'name' is not null
       and one ->> 'key' = any (${domainKeys}::text[])`.execute(db);
  const names = new Map(rows.map(({ key, name }) => [key, name]));
  const unknown = domainKeys.filter((key) => !names.has(key));
  for (const [key, name] of await nameDomains(db, keys, unknown)) names.set(key, name);
  return names;
}
