/** What letters in people's own words do when the outbox tells what became of their mails. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { MailFate } from "#emails/hearer.ts";

/** One that comes back goes to its writer again (give-back.server.ts), unless it went to a stand-in. */
export async function hearOwnFates(tx: Db, fates: readonly MailFate[], now: Date): Promise<void> {
  for (const { id, state } of fates) {
    switch (state) {
      case "sent":
      case "delivered":
      case "complained":
        await sql`
          update own_letter set state = 'left', left_at = coalesce(left_at, ${now})
           where mail_id = ${id} and state in ('queued', 'unknown')`.execute(tx);
        break;
      case "bounced":
      case "failed":
      case "cancelled":
        await sql`
          update own_letter
             set state = case when rehearsal then 'left' else 'back' end,
                 why = case when rehearsal then why else 'bounced' end,
                 left_at = coalesce(left_at, ${now})
           where mail_id = ${id} and state in ('queued', 'unknown', 'left')`.execute(tx);
        break;
      case "queued":
      case "unknown":
        await sql`
          update own_letter set state = ${state} where mail_id = ${id} and state in ('queued', 'unknown')`.execute(
          tx,
        );
        break;
      case "sending":
    }
  }
}
