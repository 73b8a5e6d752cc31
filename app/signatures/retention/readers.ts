/** Who may be mailed updates: those who signed, and addresses that are kept for news alone. */
import { sql } from "kysely";

/**
 * For a `from`: rows of `signer_key`, `demand_id`, `person` (sealed; of an address its name is empty), `key_version`,
 * `locale`, `updates`, `set_aside` and `confirmed_at`, found and sorted by the keys of both tables.
 */
export const readers = sql`(
  select signer_key, demand_id, person, key_version, locale, updates, set_aside, confirmed_at
    from signature
  union all
  select signer_key, demand_id, address, key_version, locale, true, null, consented_at
    from news_address)`;

/** For a `with`, behind a step `asked` with a `signer_key`: the keys of those of them who are still such readers. */
export const readersAsked = sql`
  select a.signer_key
    from asked a
   cross join lateral (
     select s.signer_key from ${readers} s where s.signer_key = a.signer_key group by s.signer_key) s`;
