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
