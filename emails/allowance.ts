/** When a mail counts against the next: conditions on the row `known` of an allowance and `excluded`, which comes. */
import { sql } from "kysely";

/** Either way, for a clock that was set back must keep nobody waiting until it has caught up. */
const isWithin = (column: "last_at" | "day_began_at", span: string) => {
  const [known, least] = [sql.ref(`known.${column}`), sql.lit(span)];
  return sql`(${known} > excluded.last_at - interval ${least} and ${known} < excluded.last_at + interval ${least})`;
};

export const isToday = isWithin("day_began_at", "24 hours");
export const isJustNow = isWithin("last_at", "1 minute");
