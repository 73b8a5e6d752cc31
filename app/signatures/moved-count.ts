/** What follows when a demand's count moves, whoever moves it. */
import { type RawBuilder, sql } from "kysely";

/** The UK Parliament's numbers for an answer and for a debate, kept so that programs find them. */
const ANSWER_AT = 10_000;
const DEBATE_AT = 100_000;

/**
 * What an update of a demand `d` sets: the count, the moment of its moving, and the times at which it first
 * passed a threshold, which stay when it falls.
 */
export const movedCount = (count: RawBuilder<unknown>, now: Date) => sql`
  signature_count = ${count}, counted_at = greatest(d.counted_at, ${now}::timestamptz),
  response_threshold_reached_at = coalesce(d.response_threshold_reached_at,
    case when ${count} >= ${sql.lit(ANSWER_AT)} then ${now}::timestamptz end),
  debate_threshold_reached_at = coalesce(d.debate_threshold_reached_at,
    case when ${count} >= ${sql.lit(DEBATE_AT)} then ${now}::timestamptz end)`;
