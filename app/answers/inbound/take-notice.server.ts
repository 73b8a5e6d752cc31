/** Writes down that a mail has come in; a worker fetches it. */
import type { Db } from "#db/connection.ts";
import type { MailHearer, ReceivedMail } from "#emails/hearer.ts";

import type { Keys } from "../../keys.server.ts";
import { findCopy, namesAt } from "./find-copy.server.ts";

/** What a site hears of mails that come in. @param domain where they come to; undefined where none are taken */
export const takesMails = (keys: Keys, domain: string | undefined): Pick<MailHearer, "received"> =>
  domain === undefined
    ? {}
    : { received: (tx, mail, now) => takeNotice(tx, keys, domain, mail, now) };

/** Once for each mail of the provider. One to another domain, which the provider receives too, is none of ours. */
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
  await tx
    .insertInto("inbound_mail")
    .values({
      ...{ provider_id: providerId, received_at: now, due_at: now },
      ...{ letter_id: copy?.letterId ?? null, member_id: copy?.memberId ?? null },
    })
    .onConflict((conflict) => conflict.column("provider_id").doNothing())
    .execute();
}
