/** What the outbox keeps of a signer, for that signer to see. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { leastUuid } from "#db/partitions.ts";
import type { Row } from "#db/schema.ts";
import { uuidBytes, uuidTime } from "#db/uuid.ts";

/** A mail to the signer, its recipient sealed. */
export type KeptMail = Pick<
  Row<"mail_message">,
  | "id"
  | "kind"
  | "state"
  | "locale"
  | "recipient"
  | "key_version"
  | "recipient_key"
  | "created_at"
  | "settled_at"
>;

/** How often an inbox was mailed of late: `signing` counts what signing brings, `link` the link to this. */
export interface KeptAllowance {
  of: "signing" | "link";
  since: Date;
  mails: number;
  last: Date;
}

export type KeptBar = Pick<Row<"suppression">, "reason" | "until" | "created_at">;

/** The newest first. */
export function listMailsTo(db: Db, signerKey: Buffer): Promise<KeptMail[]> {
  return db
    .selectFrom("mail_message")
    .select(["id", "kind", "state", "locale", "recipient", "key_version", "created_at"])
    .select(["recipient_key", "settled_at"])
    .where("recipient_key", "=", signerKey)
    .orderBy("id", "desc")
    .execute();
}

/** @param keys of the signer and of the inboxes that the signer's addresses reach */
export async function listLimits(
  db: Db,
  keys: readonly Buffer[],
): Promise<{ allowances: KeptAllowance[]; bars: KeptBar[] }> {
  const of = (kind: KeptAllowance["of"]) => (row: Omit<Row<"link_allowance">, "inbox_key">) => ({
    of: kind,
    since: row.day_began_at,
    mails: row.day_count,
    last: row.last_at,
  });
  const columns = ["day_began_at", "day_count", "last_at"] as const;
  const signing = await db
    .selectFrom("mail_allowance")
    .select(columns)
    .where("signer_key", "in", keys)
    .execute();
  const link = await db
    .selectFrom("link_allowance")
    .select(columns)
    .where("inbox_key", "in", keys)
    .execute();
  const bars = await db
    .selectFrom("suppression")
    .select(["reason", "until", "created_at"])
    .where("signer_key", "in", keys)
    .orderBy("created_at")
    .execute();
  return { allowances: [...signing.map(of("signing")), ...link.map(of("link"))], bars };
}

/** Whom a mail went to, by its uuid; undefined once it is forgotten. */
export async function recipientKeyOf(db: Db, id: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom("mail_message")
    .select("recipient_key")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.recipient_key ?? undefined;
}

/**
 * The titles that a mail asked somebody to confirm, as long as that mail is kept.
 * @param signing its uuidv7: the mail's own was made in the same millisecond
 */
export async function listTitlesAsked(db: Db, signing: string): Promise<string[]> {
  const made = uuidTime(uuidBytes(signing));
  const row = await db
    .selectFrom("mail_message")
    .select(sql<string[]>`params->'titles'`.as("titles"))
    .where("id", ">=", leastUuid(made))
    .where("id", "<", leastUuid(new Date(made.getTime() + 1)))
    .where(sql`params->>'signing'`, "=", signing)
    .executeTakeFirst();
  return row?.titles ?? [];
}

/** The next signers, in the order of their keys, whom a mail or a limit names. */
export async function listRecipientsAfter(db: Db, last: Buffer, most: number): Promise<Buffer[]> {
  const of = (table: string, column: string) => sql`
    (select distinct ${sql.ref(column)} as key from ${sql.table(table)}
      where ${sql.ref(column)} > ${last} order by 1 limit ${sql.lit(most)})`;
  const { rows } = await sql<{ key: Buffer }>`
    ${of("mail_message", "recipient_key")} union ${of("mail_allowance", "signer_key")}
    union ${of("suppression", "signer_key")} order by key limit ${sql.lit(most)}`.execute(db);
  return rows.map(({ key }) => key);
}
