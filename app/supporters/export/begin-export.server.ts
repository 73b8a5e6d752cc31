/** Begins an export: who wants it, for whom and why stands in the audit log before a line of it leaves. */
import type { Transaction } from "kysely";

import type { Database, Row } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";

type Kind = Row<"supporter_export">["kind"];

export interface ExportWish {
  kind: Kind;
  /** Whom the file is for, and why; of those to be removed it is known. */
  recipient: string;
  reason: string;
  /** Of the demands whose supporters are asked for. */
  demandIds: readonly number[];
}

const actions = { list: "supporters.export", remove: "supporters.remove" } as const;

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
  const changed = { action: actions[kind], subject: `export ${id}`, ...what };
  return { id, said: "supporters-exported", changed };
}
