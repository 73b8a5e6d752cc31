/** Taking signings: one statement finds their places and demands, stores them and puts their mails into the outbox. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import { uuidv7 } from "#db/uuid.ts";
import { enqueueSigningMails, takeAllowances } from "#emails/signing-mails.ts";

import { domainKey, type Keys, seal, signerKey } from "../keys.server.ts";
import { sealTo } from "../mail/seal-to.server.ts";
import { canonicalAddress, inboxAddress } from "./address.ts";
import { countedDomain, withParents } from "./mail-domain.ts";
import { packPerson } from "./person.ts";
import type { Wish } from "./signing-form.ts";

/** The wording of the consent box that is shown now; a new wording gets a new number. */
const CONSENT_VERSION = 3;

/** A signing with its mail as they are stored: made once, so that storing it again is harmless. */
export interface NewSigning extends Pick<Wish, "place" | "locale" | "updates"> {
  id: string;
  signerKey: Buffer;
  /** Of the inbox that the mail goes to: the signer's own, unless several signers share it. */
  inboxKey: Buffer;
  keyVersion: number;
  person: Buffer;
  slugs: string;
  /** Of the first demand: the version of the words that were shown; 0 for those that stand. */
  words: number;
  postcode: string | null;
  /** ISO 8601 */
  createdAt: string;
  /** When its mail may leave, ISO 8601. */
  mailAt: string;
  mail: string;
  recipient: Buffer;
  /** The address's domain and all above it. */
  domains: string;
  /** Names the domain in what is stored (keys.server.ts); null where it is listed (mail-domain.ts). */
  domainKey: string | null;
  /** A label of the link that was followed to the form. */
  source: string | null;
}

/**
 * `taken`: stored, and a mail goes if it may. Else nothing was stored: `no-place` when the postcode
 * is not in the table and no place that exists was stated, `no-demand` when one of them is not open.
 */
export type SigningOutcome = "taken" | "no-place" | "no-demand";

/**
 * Seals what is personal and gives the rows their ids.
 * @param mailAt the mail leaves no earlier
 */
export function prepareSigning(keys: Keys, wish: Wish, now: Date, mailAt = now): NewSigning {
  const { address, postcode } = wish.person;
  const canonical = canonicalAddress(address);
  const inbox = inboxAddress(canonical);
  const domain = canonical.slice(canonical.lastIndexOf("@") + 1);
  const counted = countedDomain(domain);
  const signer = signerKey(keys, canonical);
  const mail = sealTo(keys, address, now);
  return {
    id: uuidv7(now),
    signerKey: signer,
    inboxKey: inbox === canonical ? signer : signerKey(keys, inbox),
    keyVersion: keys.version,
    person: seal(keys, signer, packPerson(wish.person)).bytes,
    slugs: wish.slugs.join(),
    words: wish.words ?? 0,
    postcode,
    place: wish.place,
    locale: wish.locale,
    updates: wish.updates,
    createdAt: now.toISOString(),
    mailAt: mailAt.toISOString(),
    mail: mail.id,
    recipient: mail.recipient,
    domains: withParents(domain).join(),
    domainKey: counted === null ? null : domainKey(keys, counted),
    source: wish.source ?? null,
  };
}

const allowances = takeAllowances(sql`ready r join asked using (id)`);
const mails = enqueueSigningMails(sql`mailing r`, sql`r.id in (select id from signed)`);

/**
 * Stores signings of different inboxes; doing it again changes nothing. The mail asks to confirm,
 * or says that all of it is signed already; it goes if the allowance permits
 * (emails/signing-mails.ts). Whoever asks sees no difference. Allowances are locked in key order, so
 * that statements at once wait for each other and never deadlock.
 * @returns outcomes in the order of the signings
 */
export async function storeSignings(
  db: Db,
  signings: readonly NewSigning[],
): Promise<SigningOutcome[]> {
  const each = <Value>(read: (signing: NewSigning) => Value) => signings.map(read);
  const statement = sql<{ id: string; outcome: SigningOutcome }>`
    with given as (
      select g.*, coalesce(area.code, stated.code,
               case when length(g.stated_place) = 2 then g.stated_place end) as place
        from unnest(${each((s) => s.id)}::uuid[], ${each((s) => s.signerKey)}::bytea[],
                    ${each((s) => s.keyVersion)}::smallint[], ${each((s) => s.person)}::bytea[],
                    ${each((s) => s.slugs)}::text[], ${each((s) => s.postcode)}::text[],
                    ${each((s) => s.place)}::text[], ${each((s) => s.locale)}::text[],
                    ${each((s) => s.updates)}::boolean[], ${each((s) => s.createdAt)}::timestamptz[],
                    ${each((s) => s.mail)}::uuid[], ${each((s) => s.recipient)}::bytea[],
                    ${each((s) => s.domains)}::text[], ${each((s) => s.inboxKey)}::bytea[],
                    ${each((s) => s.domainKey)}::bigint[], ${each((s) => s.mailAt)}::timestamptz[],
                    ${each((s) => s.words)}::int[], ${each((s) => s.source)}::text[])
             as g (id, signer_key, key_version, person, slugs, postcode, stated_place, locale, updates,
                   created_at, mail_id, recipient, domains, inbox_key, domain_key, mail_at, words,
                   source)
        left join postcode on postcode.code = g.postcode
        left join area on area.code = postcode.area_code
        left join area stated on stated.code = g.stated_place
    ), chosen as (
      select g.slugs, g.locale, g.words, array_agg(d.id order by s.position) as demand_ids,
             array_agg(t.version order by s.position) as text_versions,
             jsonb_agg(t.title order by s.position) as titles
        from (select slugs, locale, words, min(created_at) as at
                from given group by slugs, locale, words) g
        cross join unnest(string_to_array(g.slugs, ',')) with ordinality as s (slug, position)
        join demand d on d.slug = s.slug and d.state = 'open'
         and (d.closes_at is null or d.closes_at > g.at)
        cross join lateral (
          -- earlier words than those that stand are signed by whoever was shown them
          select version, title from demand_text
           where demand_id = d.id and locale in (g.locale, 'en')
             and version in (d.text_version, case when s.position = 1 then g.words end)
           order by version = d.text_version, locale = g.locale desc limit 1
        ) t
       group by g.slugs, g.locale, g.words
      having count(*) = cardinality(string_to_array(g.slugs, ','))
    ), ready as (
      select * from given left join chosen using (slugs, locale, words)
    ), asked as (
      insert into signing (id, signer_key, key_version, person, demand_ids, text_versions, place,
        locale, updates, consent_version, created_at, inbox_key, domain_key,
        source)
      select id, signer_key, key_version, person, demand_ids, text_versions, place, locale, updates,
             ${sql.lit(CONSENT_VERSION)}, created_at, nullif(inbox_key, signer_key), domain_key,
             source
        from ready where place is not null and demand_ids is not null
      on conflict (id) do nothing
      returning id
    ), allowed as (
      ${allowances}
    ), mailing as (
      select r.* from ready r join asked using (id) join allowed using (inbox_key)
    ), signed as (
      -- grouped by its key, a signer's are found by it however few there were when this was planned
      select r.id
        from mailing r
        cross join lateral (
          select count(*) as number from signature g
           where g.signer_key = r.signer_key and g.demand_id = any (r.demand_ids)
             and g.set_aside is distinct from 'invalidated'
           group by g.signer_key
        ) g
       where g.number = cardinality(r.demand_ids)
    ), mailed as (
      ${mails}
    )
    select id, case when demand_ids is null then 'no-demand' else 'no-place' end as outcome
      from ready where demand_ids is null or place is null`;
  const rows = await named("sign", statement).execute(db);
  const refused = new Map(rows.map(({ id, outcome }) => [id, outcome]));
  return signings.map(({ id }) => refused.get(id) ?? "taken");
}
