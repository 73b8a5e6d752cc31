/** The mail with a signer's own link: asked for by whoever types an address, sent where there is reason to. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";

import { isJustNow, isToday } from "./allowance.ts";
import { priorityOf } from "./message.ts";
import type { Envelope } from "./outbox.ts";

export interface LinkAsked {
  envelope: Pick<Envelope, "id" | "recipient" | "keyVersion" | "locale" | "notBefore">;
  signerKey: Buffer;
  /** Of the inbox that the mail goes to. */
  inboxKey: Buffer;
  /** The address's domain and all above it, with commas between them. */
  domains: string;
  /**
   * Stands for the address in what is written when no mail goes, each as long as its counterpart: a random key, and a
   * recipient that is sealed like any other and is nobody.
   */
  decoy: { key: Buffer; recipient: Buffer };
}

/** Mails in 24 hours to one inbox, and to one that said “this was not me” and may be pestered. */
const MOST = 3;
const MOST_BARRED = 1;

/**
 * Puts the mail into the outbox if anything is kept of the signer, mail may go to the address, and the
 * inbox's allowance permits: one a minute, three a day. For any other address the same rows are written, with
 * nobody for whoever is meant, and nothing of it leaves: neither answer nor time nor the size of what is
 * stored tells whether an address is known. Who said “this was not me” is mailed all the same, once a day: a
 * signature may stand that only this link withdraws. An earlier mail of this kind is no reason for another.
 * Doing it again with the same envelope changes nothing but the allowance.
 * @param signed rows `(select …)` that count what signing keeps of the signer
 */
export async function mailLink(
  db: Db,
  asked: LinkAsked,
  signed: RawBuilder<number>,
  now: Date,
): Promise<void> {
  const { envelope, signerKey, inboxKey, decoy } = asked;
  const keys = sql`array[${signerKey}::bytea, ${inboxKey}::bytea]`;
  const suppressed = sql`from suppression where signer_key = any (${keys}) and until > ${now}`;
  const statement = sql`
    with asked as materialized (
      select ${signed}
             + (select count(*) from (select true from mail_message
                 where recipient_key = ${signerKey} and kind <> 'manage' limit 1) one)
             + (select count(*) from mail_allowance where signer_key = ${signerKey})
             + (select count(*) from suppression where signer_key = ${signerKey}) as kept,
             (select count(*) ${suppressed} and reason = 'not-me') as barred,
             (select count(*) ${suppressed} and reason <> 'not-me')
             + (select count(*) from blocked_domain
                 where domain = any (string_to_array(${asked.domains}, ','))) as stopped
    ), allowed as (
      insert into link_allowance as known (inbox_key, day_began_at, day_count, last_at)
      select case when kept > 0 and stopped = 0 then ${inboxKey}::bytea else ${decoy.key}::bytea end,
             ${now}::timestamptz, 1, ${now}::timestamptz
        from asked
      on conflict (inbox_key) do update
        set day_began_at = case when ${isToday} then known.day_began_at else excluded.last_at end,
            day_count = case when ${isToday} then known.day_count + 1 else 1 end,
            last_at = excluded.last_at
      where not ${isJustNow}
        and (not ${isToday}
             or known.day_count < (select case when barred > 0 then ${sql.lit(MOST_BARRED)}
                                               else ${sql.lit(MOST)} end from asked))
      returning inbox_key
    ), told as (
      select coalesce((select inbox_key = ${inboxKey}::bytea from allowed), false) as goes
    )
    insert into mail_message (id, kind, recipient, key_version, recipient_key, params, locale,
      priority, state, not_before, created_at, settled_at)
    select ${envelope.id}, 'manage', case when goes then ${envelope.recipient}::bytea else ${decoy.recipient}::bytea end,
           ${envelope.keyVersion}::int, case when goes then ${signerKey}::bytea else ${decoy.key}::bytea end,
           jsonb_build_object('signer', case when goes then ${signerKey.toString("base64url")}
                                             else ${decoy.key.toString("base64url")} end),
           ${envelope.locale}, ${sql.lit(priorityOf.manage)},
           case when goes then 'queued' else 'cancelled' end,
           case when goes then ${envelope.notBefore}::timestamptz else 'infinity' end,
           ${now}::timestamptz, case when goes then null else ${now}::timestamptz end
      from told
    on conflict (id) do nothing`;
  await named("link-mail", statement).execute(db);
}
