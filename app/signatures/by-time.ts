/** Signatures by the time of their confirmation. */
import { sql } from "kysely";

/**
 * For a `from`: rows of `demand_id`, `at` (the beginning of the minute while it is young, then of the hour,
 * both in UTC), `signature_count`; several may be of one time, and only their sum is a number of signatures.
 */
export const byTime = sql`(
  select demand_id, minute as at, signature_count from tally_minute
  union all
  select demand_id, hour, signature_count from tally_hour)`;
