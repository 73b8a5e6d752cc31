/** The rows that imports write, as they stand: laid beside an earlier look they say what an import did. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import { changesBetweenLooks, type Images, type RowChange } from "./row-change.ts";

/**
 * Everything that imports of members, areas and sitting dates write, of all legislatures. An organiser's own address is
 * not among it: it may change while an import runs.
 */
export async function lookAtRows(db: Db): Promise<Images> {
  const area = await db
    .selectFrom("area")
    .select(["code", "legislature_id", "name", "name_cy", "region_code", "region", "country"])
    .select(["electorate", "parliament_id", "hex_q", "hex_r"])
    .execute();
  const member = await db
    .selectFrom("member")
    .select(["id", "legislature_id", "name", "full_title", "party"])
    .execute();
  const membership = await db
    .selectFrom("membership")
    .select(["member_id", "area_code", "started_on", "ended_on"])
    .execute();
  const member_contact = await db
    .selectFrom("member_contact")
    .select(["member_id", "source", "email", "seen_on", "stale"])
    .where("source", "<>", "organiser")
    .execute();
  const sitting_period = await db
    .selectFrom("sitting_period")
    .select(["legislature_id", "from_on", "to_on", "kind", "name"])
    .execute();
  return { area, member, membership, member_contact, sitting_period };
}

/** Keeps what an import changed, so that it can be undone. */
export async function keepChanges(db: Db, runId: number, changes: readonly RowChange[]) {
  const text = (image: object | null) => (image === null ? null : JSON.stringify(image));
  const rows = changes.map(({ of_table, before, after }, place) => ({
    ...{ run_id: runId, place, of_table },
    ...{ before: text(before), after: text(after) },
  }));
  // a statement takes 65,535 values
  for (let from = 0; from < rows.length; from += 5_000)
    await db
      .insertInto("import_change")
      .values(rows.slice(from, from + 5_000))
      .execute();
}

/** What an import changed; nothing once that was forgotten. */
export async function listChanges(db: Db, runId: number): Promise<RowChange[]> {
  const rows = await db
    .selectFrom("import_change")
    .select(["of_table", "before", "after"])
    .where("run_id", "=", runId)
    .orderBy("place")
    .execute();
  return rows as Pick<Row<"import_change">, "of_table" | "before" | "after">[] as RowChange[];
}

/** @returns what changed since an earlier look */
export async function changesSince(db: Db, before: Images): Promise<RowChange[]> {
  return changesBetweenLooks(before, await lookAtRows(db));
}
