/** Writes rows as they were before an import. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { ChangeOf, RowChange } from "./row-change.ts";

/** All that can be put back together, as `planUndo` found it. */
export async function putBack(tx: Db, changes: readonly RowChange[]): Promise<void> {
  const of = <Table extends RowChange["of_table"]>(table: Table) =>
    changes.filter((one) => one.of_table === table) as unknown as ChangeOf<Table>[];
  await putBackMemberships(tx, of("membership"));
  await putBackContacts(tx, of("member_contact"));
  await putBackMembers(tx, of("member"));
  await putBackAreas(tx, of("area"));
}

const before = <Row>(changes: readonly { before: Row | null }[]): Row[] =>
  changes.flatMap((one) => one.before ?? []);

/** Nothing refers to them, so all go before any comes: nobody ever holds two seats. */
async function putBackMemberships(tx: Db, changes: readonly ChangeOf<"membership">[]) {
  for (const { after } of changes)
    if (after)
      await tx
        .deleteFrom("membership")
        .where("member_id", "=", after.member_id)
        .where("area_code", "=", after.area_code)
        .where("started_on", "=", after.started_on)
        .execute();
  const rows = before(changes);
  if (rows.length > 0) await tx.insertInto("membership").values(rows).execute();
}

async function putBackContacts(tx: Db, changes: readonly ChangeOf<"member_contact">[]) {
  for (const { after } of changes)
    if (after)
      await tx
        .deleteFrom("member_contact")
        .where("member_id", "=", after.member_id)
        .where("source", "=", after.source)
        .execute();
  const rows = before(changes);
  if (rows.length > 0) await tx.insertInto("member_contact").values(rows).execute();
}

async function putBackMembers(tx: Db, changes: readonly ChangeOf<"member">[]) {
  const added = changes.flatMap((one) => (one.before ? [] : one.after!.id));
  if (added.length > 0) await tx.deleteFrom("member").where("id", "in", added).execute();
  for (const { id, ...values } of before(changes))
    await tx.updateTable("member").set(values).where("id", "=", id).execute();
}

async function putBackAreas(tx: Db, changes: readonly ChangeOf<"area">[]) {
  const added = changes.flatMap((one) => (one.before ? [] : one.after!.code));
  if (added.length > 0) await tx.deleteFrom("area").where("code", "in", added).execute();
  const rows = before(changes);
  if (rows.length === 0) return;
  // numbers of Parliament's are unique, so all let go before any takes one
  await tx
    .updateTable("area")
    .set({ parliament_id: sql`null` })
    .where(
      "code",
      "in",
      rows.map(({ code }) => code),
    )
    .execute();
  for (const { code, ...values } of rows)
    await tx.updateTable("area").set(values).where("code", "=", code).execute();
}
