/** What a confirmation is taken for: the demands of a form until a day after they closed, and open ones beside them. */
import { type RawBuilder, sql } from "kysely";

/** A confirmation is taken this long after its demand closed. */
const GRACE_HOURS = 24;

/** Of a demand `d` that a form was sent for. */
export const takesConfirmation = (now: Date): RawBuilder<boolean> =>
  sql`(d.state = 'open' or (d.state = 'closed'
       and d.closed_at > ${now}::timestamptz - make_interval(hours => ${sql.lit(GRACE_HOURS)})))`;

/**
 * Of a demand `b` and a form `s` that was not sent for it: whether it can be ticked beside what was. Beside a form that
 * anything was invalidated of since, nothing can be: such a link is good for nothing new.
 */
export const standsBeside = (now: Date): RawBuilder<boolean> => sql`
  b.state = 'open' and (b.closes_at is null or b.closes_at > ${now}::timestamptz)
  and b.id <> all (s.demand_ids)`;
