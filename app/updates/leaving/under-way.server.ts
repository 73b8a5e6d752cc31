/** How many mails of an update are still to leave. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { countPutOff, fates } from "#emails/outbox.ts";

import { mostUnderWay } from "../../letters/leaving/pace.ts";
import { followMails } from "./follow-mails.server.ts";
import { listQueued } from "./list-queued.server.ts";

/**
 * Asks after mails of which nothing was heard: one to an address that takes none by now is cancelled
 * without a word. One that the outbox does not have any more has not left, for who withdraws takes their
 * mails along: whoever is still to get it waits anew.
 * @param id of an update that is locked
 * @returns how many are still to leave
 */
export async function countUnderWay(tx: Db, id: number, now: Date): Promise<number> {
  const queued = await listQueued(tx, id);
  const known = await fates(tx, queued);
  const settled = known.filter(({ state }) => state !== "queued" && state !== "sending");
  await followMails(tx, settled, now);
  const forgotten = new Set(queued).difference(new Set(known.map((mail) => mail.id)));
  await sql`update supporter_mail set state = 'waiting', mail_id = null
             where mail_id = any (${[...forgotten]}::uuid[]) and state = 'queued'`.execute(tx);
  return known.length - settled.length;
}

/**
 * Whether as many are in the outbox as may be. Those that are put off for long hold up no other: where it is
 * the service that puts off, a few more wait with them each time.
 */
export async function isFull(tx: Db, id: number, perHour: number, now: Date): Promise<boolean> {
  const most = mostUnderWay(perHour);
  const queued = await listQueued(tx, id);
  if (queued.length < most) return false;
  const underWay = await countUnderWay(tx, id, now);
  return underWay >= most && underWay - (await countPutOff(tx, queued)) >= most;
}
