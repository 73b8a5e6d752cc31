/** The mails of an update: the step of its one statement that belongs to the outbox. */
import { type RawBuilder, sql } from "kysely";

import { priorityOf } from "./message.ts";
import { kind, params, signer } from "./row-params.ts";

/**
 * Puts an update's mails into the outbox. The recipient is the signer's own sealed row as it stands:
 * nothing is opened before the mail is written, and nothing sealed anew.
 * @param asking what stands behind `from`: rows `r` with `mail_id`, `person`, `key_version`, `signer_key`
 * and `locale`
 * @returns an insert
 */
export const enqueueUpdateMails = (
  asking: RawBuilder<unknown>,
  update: number,
  now: Date,
): RawBuilder<unknown> => sql`
  insert into mail_message (id, kind, recipient, key_version, recipient_key, params, locale,
    priority, not_before, created_at)
  select r.mail_id, ${kind("update")}, r.person, r.key_version, r.signer_key,
         ${params<"update">({ update: sql`${update}::int`, signer })},
         r.locale, ${sql.lit(priorityOf.update)}, ${now}::timestamptz, ${now}::timestamptz
    from ${asking}
   order by r.signer_key`;
