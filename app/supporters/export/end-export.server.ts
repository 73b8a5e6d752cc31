/** Ends an export: the audit log gets its number, and whether it was written to its end. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Change } from "../../words/deed.ts";

const actions = { list: "supporters.exported", remove: "supporters.removed" } as const;

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
  return { action: actions[kind], subject: `export ${id}`, after: { people, whole: isWhole } };
}

async function forgetUnlinked(tx: Db, removalId: number): Promise<void> {
  await tx
    .deleteFrom("exported_supporter")
    .where("removal_id", "=", removalId)
    .where("signer_key", "is", null)
    .execute();
}
