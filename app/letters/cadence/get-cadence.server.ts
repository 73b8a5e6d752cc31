/** Reads how often a member wants to be written to. */
import type { Db } from "#db/connection.ts";
import type { CadenceChoice } from "#db/schema.ts";

import { type Cadence, usual } from "./cadence.ts";

interface Kept {
  cadence: Cadence;
  /** Null where the member has chosen nothing. */
  setAt: Date | null;
}

export async function getCadence(db: Db, memberId: number): Promise<Kept> {
  const row = await db
    .selectFrom("member_cadence")
    .select(["choice", "threshold", "set_at"])
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return row ? { cadence: cadenceOf(row), setAt: row.set_at } : { cadence: usual, setAt: null };
}

const cadenceOf = (row: { choice: CadenceChoice; threshold: number | null }): Cadence =>
  row.choice === "threshold"
    ? { choice: row.choice, threshold: row.threshold! }
    : { choice: row.choice };
