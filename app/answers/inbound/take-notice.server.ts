/** Writes down that a mail has come in; a worker fetches it. */
import type { Db } from "#db/connection.ts";
import type { MailHearer, ReceivedMail } from "#emails/hearer.ts";

import type { Keys } from "../../keys.server.ts";
import type { CopyName } from "../../letters/copy-links.server.ts";
import { findCopy, namesAt } from "./find-copy.server.ts";

/** What a site hears of mails that come in. @param domain where they come to; undefined where none are taken */
export const takesMails = (keys: Keys, domain: string | undefined): Pick<MailHearer, "received"> =>
  domain === undefined
    ? {}
    : { received: (tx, mail, now) => takeNotice(tx, keys, domain, mail, now) };

/** In milliseconds. */
const DAY = 86_400_000;
/** In a day, so that whoever writes without end fills no database: to one copy, and to no copy at all. */
export const MOST_TO_COPY = 50;
export const MOST_OF_STRANGERS = 200;

/** Once for each mail of the provider. One to another domain, which the provider receives too, is none of ours; one over the bounds is not kept. */
export async function takeNotice(
  tx: Db,
  keys: Keys,
  domain: string,
  { providerId, recipients }: ReceivedMail,
  now: Date,
): Promise<void> {
  const names = namesAt(recipients, domain);
  if (recipients.length > 0 && names.length === 0) return;
  const copy = await findCopy(tx, keys, names);
  if (await isOverBound(tx, copy, now)) return;
  await tx
    .insertInto("inbound_mail")
    .values({
      ...{ provider_id: providerId, received_at: now, due_at: now },
      ...{ letter_id: copy?.letterId ?? null, member_id: copy?.memberId ?? null },
    })
    .onConflict((conflict) => conflict.column("provider_id").doNothing())
    .execute();
}

async function isOverBound(tx: Db, copy: CopyName | undefined, now: Date): Promise<boolean> {
  const most = copy ? MOST_TO_COPY : MOST_OF_STRANGERS;
  const rows = await tx
    .selectFrom("inbound_mail")
    .select("id")
    .where("received_at", ">", new Date(now.getTime() - DAY))
    .where("letter_id", copy ? "=" : "is", copy?.letterId ?? null)
    .$if(copy !== undefined, (rows) => rows.where("member_id", "=", copy!.memberId))
    .limit(most)
    .execute();
  return rows.length >= most;
}
