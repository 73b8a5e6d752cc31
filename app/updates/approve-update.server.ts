/** Says that an update may go, or takes that back. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { draftVersion, wholeOf } from "./get-update.server.ts";
import { moveUpdate } from "./move-update.server.ts";
import { languagesOf } from "./update.ts";

type Tx = Transaction<Database>;

/**
 * A second organiser says that it may go; a lone one says so alone. `update-approve-stale`: its words,
 * demands or pace are otherwise than they were seen.
 * @param saw the version of what the approver saw (`draftVersion`)
 */
export async function approveUpdate(
  tx: Tx,
  id: number,
  organiserId: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  return moveUpdate(tx, id, "approve", async (row) => {
    const update = await wholeOf(tx, row);
    if (row.created_by === organiserId && (await isAnotherThere(tx, organiserId)))
      return { said: "update-approve-other" };
    const version = draftVersion(update);
    if (saw !== version) return { said: "update-approve-stale" };
    const after = { version, languages: languagesOf(update), demandIds: update.demandIds };
    return {
      set: { approved_by: organiserId, approved_at: now, approved_version: version },
      record: { before: row.state, after },
    };
  });
}

async function isAnotherThere(tx: Tx, organiserId: number): Promise<boolean> {
  const another = await tx
    .selectFrom("organiser")
    .select("id")
    .where("id", "<>", organiserId)
    .where("role", "in", ["owner", "organiser"])
    .limit(1)
    .executeTakeFirst();
  return another !== undefined;
}

export async function reopenUpdate(tx: Tx, id: number): Promise<Deed> {
  const unapproved = { approved_by: null, approved_at: null, approved_version: null };
  return moveUpdate(tx, id, "reopen", () => Promise.resolve({ set: unapproved }));
}
