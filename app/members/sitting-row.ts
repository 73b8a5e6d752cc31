/** One line of a table that says when a legislature sits: what it may hold. */
import * as v from "valibot";

import { words } from "../places/area.ts";

const isDay = (typed: string) => {
  const time = Date.parse(`${typed}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(typed);
};

const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, "must be a day such as 2026-07-16"),
  v.check(isDay, "is no day that there is"),
);

/** What the period is called, which says what it is. */
const what = v.pipe(
  words,
  v.transform((name) => ({ name, kind: kindOf(name) })),
  v.check(
    ({ kind }) => kind !== undefined,
    "must say “sitting”, or name a recess, such as “Summer recess”",
  ),
);

function kindOf(name: string): "sitting" | "recess" | undefined {
  const recess = /\b(?:recess|adjourn|prorog|dissol)/i.test(name);
  const sitting = /\bsit(?:s|ting)?\b/i.test(name);
  if (recess === sitting) return undefined;
  return recess ? "recess" : "sitting";
}

export const sittingRow = v.object({ legislature: words, from: day, to: day, what });
export type SittingRow = v.InferOutput<typeof sittingRow>;

/** The columns' names in other sources. */
export const sittingColumnNames = {
  legislature: ["house", "chamber", "parliament"],
  from: ["start", "starts", "from_on", "begins"],
  to: ["end", "ends", "to_on", "until"],
  what: ["kind", "name", "type", "period", "recess"],
} as const satisfies Record<keyof SittingRow, readonly string[]>;
