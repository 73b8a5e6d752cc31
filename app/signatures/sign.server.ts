/** Taking a signing: one statement stores it and puts its mail into the outbox. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";
import { priorityOf } from "#emails/message.ts";

import { type Keys, seal, signerKey } from "../keys.server.ts";
import { canonicalAddress } from "./address.ts";
import { packPerson, type Person } from "./person.ts";

/** The wording of the consent box that is shown now; a new wording gets a new number. */
export const CONSENT_VERSION = 1;

export interface Wish {
  /** Open demands, each in the text version that was shown. */
  demands: readonly { id: number; textVersion: number; title: string }[];
  person: Person;
  /** GSS code, or country code where the constituency is not known or abroad. */
  place: string;
  locale: LocaleCode;
  updates: boolean;
}

/**
 * Stores the signing. The mail asks to confirm, or says that all of it is signed already; it goes
 * unless the address is suppressed, its domain blocked, or its allowance used up: one a minute for
 * a demand, three a day, five for a demand in all. Whoever asks sees no difference.
 */
export async function sign(db: Db, keys: Keys, wish: Wish, now: Date): Promise<void> {
  const { address } = wish.person;
  const canonical = canonicalAddress(address);
  const signer = signerKey(keys, canonical);
  const person = seal(keys, signer, packPerson(wish.person));
  const signing = uuidv7(now);
  const mail = uuidv7(now);
  const recipient = seal(keys, uuidBytes(mail), address);
  const demands = wish.demands.map((demand) => demand.id);
  const titles = wish.demands.map((demand) => demand.title);
  const own = signer.toString("base64url");
  const domain = canonical.slice(canonical.lastIndexOf("@") + 1);

  await sql`
    with asked as (
      insert into signing (id, signer_key, key_version, person, demand_ids, text_versions, place,
        locale, updates, consent_version, created_at)
      values (${signing}, ${signer}, ${person.keyVersion}, ${person.bytes}, ${demands},
        ${wish.demands.map((demand) => demand.textVersion)}, ${wish.place}, ${wish.locale},
        ${wish.updates}, ${CONSENT_VERSION}, ${now})
    ), allowed as (
      insert into mail_allowance as known
        (signer_key, day_began_at, day_count, last_at, last_demand_ids, mailed_demand_ids)
      select ${signer}::bytea, ${now}::timestamptz, 1, ${now}::timestamptz,
             ${demands}::int[], ${demands}::int[]
       where not exists (select from suppression where signer_key = ${signer} and until > ${now})
         and not exists (select from blocked_domain where domain = ${domain})
      on conflict (signer_key) do update
        set day_began_at = case when known.day_began_at > excluded.last_at - interval '24 hours'
                                then known.day_began_at else excluded.last_at end,
            day_count = case when known.day_began_at > excluded.last_at - interval '24 hours'
                             then known.day_count + 1 else 1 end,
            last_at = excluded.last_at,
            last_demand_ids = case when known.last_at > excluded.last_at - interval '1 minute'
                                   then known.last_demand_ids || excluded.last_demand_ids
                                   else excluded.last_demand_ids end,
            mailed_demand_ids = known.mailed_demand_ids || excluded.last_demand_ids
      where (known.day_count < 3 or known.day_began_at <= excluded.last_at - interval '24 hours')
        and not (known.last_at > excluded.last_at - interval '1 minute'
                 and known.last_demand_ids && excluded.last_demand_ids)
        and not exists (select from unnest(excluded.last_demand_ids) d
                         where cardinality(array_positions(known.mailed_demand_ids, d)) >= 5)
      returning signer_key
    ), signed as (
      select count(*) = ${demands.length} as all from signature
       where signer_key = ${signer} and demand_id = any (${demands}::int[])
    )
    insert into mail_message (id, kind, recipient, key_version, recipient_key, params, locale,
      priority, not_before, created_at)
    select ${mail}, case when signed.all then 'already-signed' else 'confirm' end,
           ${recipient.bytes}, ${recipient.keyVersion}, ${signer},
           case when signed.all then ${JSON.stringify({ signer: own, titles })}::jsonb
                else ${JSON.stringify({ signing, signer: own, titles })}::jsonb end,
           ${wish.locale}, ${priorityOf.confirm}, ${now}, ${now}
      from allowed, signed`.execute(db);
}
