/** Mails that came in, as organisers see them. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { Keys } from "../../keys.server.ts";
import { openMail, type SealedRow } from "./keep-mail.server.ts";
import { asking, isOpen, type Narrowing } from "./standing.ts";

const select = (db: Db) =>
  db
    .selectFrom("inbound_mail as i")
    .leftJoin("member as m", "m.id", "i.member_id")
    .select(["i.id", "i.kind", "i.sign", "i.doubt", "i.casework"])
    .select(["i.received_at as receivedAt", "i.recorded_at as recordedAt", "i.done_at as doneAt"])
    .select(["i.purged_at as purgedAt", "i.letter_id as letterId", "i.member_id as memberId"])
    .select(["m.name as member"]);

export type InboundRow = Awaited<ReturnType<typeof listInbound>>[number];

function isShown(show: Narrowing) {
  switch (show) {
    case "":
      return sql<boolean>`true`;
    case "open":
      return sql<boolean>`(i.kind = any (${asking}) and i.recorded_at is null and i.done_at is null
        and i.purged_at is null)`;
    default:
      return sql<boolean>`i.kind = ${show}`;
  }
}

/** The newest first. @param part which of them: so many after so many; all unless told */
export const listInbound = (db: Db, show: Narrowing = "", part?: { skip: number; most: number }) =>
  select(db)
    .where(isShown(show))
    .orderBy("i.received_at", "desc")
    .orderBy("i.id", "desc")
    .$if(part !== undefined, (rows) => rows.limit(part!.most).offset(part!.skip))
    .execute();

export async function countInbound(db: Db, show: Narrowing): Promise<number> {
  const { count } = await db
    .selectFrom("inbound_mail as i")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where(isShown(show))
    .executeTakeFirstOrThrow();
  return count;
}

/** With their senders and subjects, undefined where nothing of a mail is kept. @param rows those of a page */
export async function inShort(db: Db, keys: Keys, rows: readonly InboundRow[]) {
  const sealed = await listSealed(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const mail = openMail(keys, sealed.get(row.id));
    return { ...row, from: mail?.from, subject: mail?.subject, isOpen: isOpen(row) };
  });
}

/** One with all that is kept of it. */
export async function getInbound(db: Db, keys: Keys, id: number) {
  const row = await select(db).where("i.id", "=", id).executeTakeFirst();
  if (!row) return undefined;
  const sealed = await listSealed(db, [id]);
  return { ...row, isOpen: isOpen(row), mail: openMail(keys, sealed.get(id)) };
}

/** What mails say takes room, so it is read of few. */
async function listSealed(db: Db, ids: readonly number[]) {
  if (ids.length === 0) return new Map<number, SealedRow>();
  const rows = await db
    .selectFrom("inbound_mail")
    .select(["id", "sealed", "key_version"])
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map((row): [number, SealedRow] => [row.id, row]));
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
