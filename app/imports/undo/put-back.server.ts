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
  await putBackSittings(tx, of("sitting_period"));
}

const before = <Row>(changes: readonly { before: Row | null }[]): Row[] =>
  changes.flatMap((one) => one.before ?? []);
const after = <Row>(changes: readonly { after: Row | null }[]): Row[] =>
  changes.flatMap((one) => one.after ?? []);

/** Nothing refers to them, so all go before any comes: nobody ever holds two seats. */
async function putBackMemberships(tx: Db, changes: readonly ChangeOf<"membership">[]) {
  const gone = after(changes);
  await sql`
    delete from membership using unnest(
      ${gone.map((row) => row.member_id)}::integer[],
      ${gone.map((row) => row.area_code)}::text[],
      ${gone.map((row) => row.started_on)}::date[]
    ) as gone (member_id, area_code, started_on)
    where membership.member_id = gone.member_id
      and membership.area_code = gone.area_code
      and membership.started_on = gone.started_on`.execute(tx);
  const rows = before(changes);
  if (rows.length > 0) await tx.insertInto("membership").values(rows).execute();
}

async function putBackContacts(tx: Db, changes: readonly ChangeOf<"member_contact">[]) {
  const gone = after(changes);
  await sql`
    delete from member_contact using unnest(
      ${gone.map((row) => row.member_id)}::integer[],
      ${gone.map((row) => row.source)}::text[]
    ) as gone (member_id, source)
    where member_contact.member_id = gone.member_id
      and member_contact.source = gone.source`.execute(tx);
  const rows = before(changes);
  if (rows.length > 0) await tx.insertInto("member_contact").values(rows).execute();
}

async function putBackMembers(tx: Db, changes: readonly ChangeOf<"member">[]) {
  const added = changes.flatMap((one) => (one.before ? [] : one.after!.id));
  if (added.length > 0) await tx.deleteFrom("member").where("id", "in", added).execute();
  for (const { id, ...values } of before(changes))
    await tx.updateTable("member").set(values).where("id", "=", id).execute();
}

async function putBackSittings(tx: Db, changes: readonly ChangeOf<"sitting_period">[]) {
  for (const { legislature_id, from_on, to_on } of after(changes))
    await tx
      .deleteFrom("sitting_period")
      .where("legislature_id", "=", legislature_id)
      .where("from_on", "=", from_on)
      .where("to_on", "=", to_on)
      .execute();
  const rows = before(changes);
  if (rows.length > 0) await tx.insertInto("sitting_period").values(rows).execute();
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
