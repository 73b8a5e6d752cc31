/** Writes a draft down, and writes it anew while it is one. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Draft } from "./letter.ts";

const columns = (draft: Draft) => ({
  subject: draft.subject,
  body: draft.body,
  demand_ids: draft.demandIds,
  audience: JSON.stringify(draft.audience),
  per_hour: draft.perHour,
  send_window: draft.window,
});

/** @returns the new letter's id */
export async function composeLetter(
  tx: Transaction<Database>,
  author: number,
  draft: Draft,
  now: Date,
) {
  const { id } = await tx
    .insertInto("letter")
    .values({ ...columns(draft), created_by: author, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  const changed = { action: "letter.write", subject: `letter ${id}`, after: { ...draft } };
  return { said: "written", id, changed };
}

/** Whoever writes it anew is its author from then on, so that nobody approves their own words. */
export async function reviseLetter(
  tx: Transaction<Database>,
  id: number,
  author: number,
  draft: Draft,
) {
  const before = await tx
    .selectFrom("letter")
    .select(["subject", "body", "audience", "demand_ids", "per_hour", "send_window"])
    .where("id", "=", id)
    .where("state", "=", "draft")
    .forUpdate()
    .executeTakeFirst();
  if (!before) return { said: "not-draft" };
  await tx
    .updateTable("letter")
    .set({ ...columns(draft), created_by: author })
    .where("id", "=", id)
    .execute();
  const changed = {
    action: "letter.write",
    subject: `letter ${id}`,
    before: {
      subject: before.subject,
      body: before.body,
      demandIds: before.demand_ids,
      audience: before.audience,
      perHour: before.per_hour,
      window: before.send_window,
    },
    after: { ...draft },
  };
  return { said: "revised", changed };
}
