/** Begins and ends an export: both stand in the audit log, the end with its number. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, Row } from "#db/schema.ts";

import type { Change, Deed } from "../../words/deed.ts";

type Kind = Row<"supporter_export">["kind"];

export interface ExportWish {
  kind: Kind;
  /** Whom the file is for, and why; of those to be removed it is known. */
  recipient: string;
  reason: string;
  /** Of the demands whose supporters are asked for. */
  demandIds: readonly number[];
}

const actions = {
  list: { begun: "supporters.export", ended: "supporters.exported" },
  remove: { begun: "supporters.remove", ended: "supporters.removed" },
} as const;

/** Written down before the first line leaves. @returns its id beside what was done */
export async function beginExport(
  tx: Transaction<Database>,
  { kind, recipient, reason, demandIds }: ExportWish,
  organiserId: number,
  now: Date,
): Promise<Deed & { id: number }> {
  const { id } = await tx
    .insertInto("supporter_export")
    .values({
      ...{ kind, recipient, reason, demand_ids: [...demandIds] },
      ...{ organiser_id: organiserId, created_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const what = kind === "list" ? { after: { recipient, reason, demands: [...demandIds] } } : {};
  const changed = { action: actions[kind].begun, subject: `export ${id}`, ...what };
  return { id, said: "supporters-exported", changed };
}

/**
 * @param isWhole whether the file was written to its end: only then those in a list of whom to remove are
 *   told of, and who had erased everything is forgotten
 * @returns what to write down
 */
export async function endExport(
  tx: Transaction<Database>,
  id: number,
  isWhole: boolean,
  now: Date,
): Promise<Change> {
  const { kind, people } = await tx
    .updateTable("supporter_export")
    .set(isWhole ? { ended_at: now } : { ended_at: null })
    .where("id", "=", id)
    .returning(["kind", "people"])
    .executeTakeFirstOrThrow();
  if (isWhole && kind === "remove") await forgetUnlinked(tx, id);
  const action = actions[kind].ended;
  return { action, subject: `export ${id}`, after: { people, whole: isWhole } };
}

async function forgetUnlinked(tx: Db, removalId: number): Promise<void> {
  await tx
    .deleteFrom("exported_supporter")
    .where("removal_id", "=", removalId)
    .where("signer_key", "is", null)
    .execute();
}
