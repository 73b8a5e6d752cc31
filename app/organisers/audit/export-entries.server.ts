/** The audit log as rows for a file, each with its place in the chain; that it was taken out is an entry too. */
import { sql, type Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { askedIn, type AuditFilter } from "./filter.ts";
import { holdingWords, matching } from "./matching.server.ts";

/** So many rows are held in memory at once. */
export const MOST_ROWS = 50_000;

export interface ExportedEntry {
  id: number;
  at: Date;
  organiser_id: number | null;
  action: string;
  subject: string;
  before: string | null;
  after: string | null;
  /** Null where it is not in the chain yet. */
  n: number | null;
  hash: Buffer | null;
}

/** Newest first. `audit-many`: they are more than a file holds. */
export async function exportEntries(
  tx: Transaction<Database>,
  filter: AuditFilter,
  most = MOST_ROWS,
): Promise<Deed & { entries: ExportedEntry[] }> {
  const entries = await tx
    .selectFrom("audit")
    .leftJoin("audit_link as link", "link.audit_id", "audit.id")
    .select(["id", "at", "organiser_id", "action", "subject", "link.n", "link.hash"])
    .select([
      sql<string | null>`before::text`.as("before"),
      sql<string | null>`after::text`.as("after"),
    ])
    .where((eb) => eb.and([...matching(filter), ...holdingWords(filter.q)]))
    .orderBy("id", "desc")
    .limit(most + 1)
    .execute();
  if (entries.length > most) return { said: "audit-many", entries: [] };
  const after = { entries: entries.length, filter: withoutAddresses(askedIn(filter)) };
  return {
    said: "audit-exported",
    changed: { action: "audit.export", subject: "audit log", after },
    entries,
  };
}

/** What was looked for may be somebody's address, and then it is not kept. */
const withoutAddresses = (asked: Partial<AuditFilter>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [name, value.replace(/\S*@\S*/gu, "an address")]),
  );
