/** The mail of a signing: the two steps of signing's one statement that belong to the outbox. */
import { type RawBuilder, sql } from "kysely";

import { isJustNow, isToday } from "./allowance.ts";
import { priorityOf } from "./message.ts";
import { kind, params, signer } from "./row-params.ts";

/**
 * Takes from the mail allowance: one a minute for a demand, three a day, five for a demand in all. No
 * row comes back for whom no mail may go to, be it that the address is suppressed, its domain or one
 * above it blocked, or the allowance used up. Rows are locked in key order. An allowance is an inbox's, which
 * may have several signers (`inboxAddress`): its `signer_key` is the inbox's key, and that is the key
 * of the signer who signs by the inbox's plain address. A suppression may name either.
 * @param asking what stands behind `from`: rows `r` with `signer_key`, `inbox_key`, `domains`,
 * `demand_ids` and `created_at`, each inbox once
 * @returns an insert that returns `inbox_key`
 */
export const takeAllowances = (asking: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  insert into mail_allowance as known
    (signer_key, day_began_at, day_count, last_at, last_demand_ids, mailed_demand_ids)
  select r.inbox_key, r.created_at, 1, r.created_at, r.demand_ids, r.demand_ids
    from ${asking}
   where coalesce((select until <= r.created_at from suppression s
                    where s.signer_key = r.signer_key), true)
     and (r.inbox_key = r.signer_key
          or coalesce((select until <= r.created_at from suppression s
                        where s.signer_key = r.inbox_key), true))
     and (select count(*) from blocked_domain b where b.domain = any (string_to_array(r.domains, ','))) = 0
   order by r.inbox_key
  on conflict (signer_key) do update
    set day_began_at = case when ${isToday} then known.day_began_at else excluded.last_at end,
        day_count = case when ${isToday} then known.day_count + 1 else 1 end,
        last_at = excluded.last_at,
        last_demand_ids = case when ${isJustNow}
                               then known.last_demand_ids || excluded.last_demand_ids
                               else excluded.last_demand_ids end,
        mailed_demand_ids = known.mailed_demand_ids || excluded.last_demand_ids
  where (known.day_count < 3 or not ${isToday})
    and not (${isJustNow} and known.last_demand_ids && excluded.last_demand_ids)
    and not exists (select from unnest(excluded.last_demand_ids) d
                     where cardinality(array_positions(known.mailed_demand_ids, d)) >= 5)
  returning signer_key as inbox_key`;

/**
 * Puts the mails into the outbox: one that asks to confirm, or one that says that all is signed.
 * @param asking what stands behind `from`: rows `r` with `id`, `mail_id`, `recipient`, `key_version`,
 * `signer_key`, `titles` (jsonb), `locale`, `created_at` and `mail_at`
 * @param already whether all of `r` is signed
 */
export const enqueueSigningMails = (
  asking: RawBuilder<unknown>,
  already: RawBuilder<boolean>,
): RawBuilder<unknown> => sql`
  insert into mail_message (id, kind, recipient, key_version, recipient_key, params, locale,
    priority, not_before, created_at)
  select r.mail_id, case when ${already} then ${kind("already-signed")} else ${kind("confirm")} end,
         r.recipient, r.key_version, r.signer_key,
         case when ${already} then ${params<"already-signed">({ titles, signer })}
              else ${params<"confirm">({ titles, signer, signing: sql`r.id` })} end,
         r.locale, ${sql.lit(priorityOf.confirm)}, r.mail_at, r.created_at
    from ${asking}`;

const titles = sql`r.titles`;
