/** Mails that came in, as organisers see them. */
import type { Db } from "#db/connection.ts";

import type { Keys } from "../../keys.server.ts";
import { openMail } from "./keep-mail.server.ts";
import { isOpen } from "./standing.ts";

const select = (db: Db) =>
  db
    .selectFrom("inbound_mail as i")
    .leftJoin("member as m", "m.id", "i.member_id")
    .select(["i.id", "i.kind", "i.sign", "i.doubt", "i.casework", "i.sealed", "i.key_version"])
    .select(["i.received_at as receivedAt", "i.recorded_at as recordedAt", "i.done_at as doneAt"])
    .select(["i.purged_at as purgedAt", "i.letter_id as letterId", "i.member_id as memberId"])
    .select(["m.name as member"]);

export type InboundRow = Awaited<ReturnType<typeof listInbound>>[number];

/** The newest first. */
export const listInbound = (db: Db) =>
  select(db).orderBy("i.received_at", "desc").orderBy("i.id", "desc").execute();

/** With its sender and subject, undefined where nothing of it is kept. */
export function inShort(keys: Keys, { sealed, key_version, ...row }: InboundRow) {
  const mail = openMail(keys, { id: row.id, sealed, key_version });
  return { ...row, from: mail?.from, subject: mail?.subject, isOpen: isOpen(row) };
}

/** One with all that is kept of it. */
export async function getInbound(db: Db, keys: Keys, id: number) {
  const row = await select(db).where("i.id", "=", id).executeTakeFirst();
  if (!row) return undefined;
  const { sealed, key_version, ...facts } = row;
  return { ...facts, isOpen: isOpen(row), mail: openMail(keys, { id, sealed, key_version }) };
}

/** When the last one came in. */
export async function lastInbound(db: Db): Promise<Date | undefined> {
  const last = await db
    .selectFrom("inbound_mail")
    .select("received_at")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.received_at;
}
