/** Who is not invited: who has signed, takes no mail, or is at a blocked domain. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { withParents } from "../../signatures/mail-domain.ts";
import { INVITED_MONTHS } from "./list.ts";

export interface Candidate {
  signerKey: Buffer;
  inboxKey: Buffer;
  /** As it is written. */
  address: string;
}

/** True of a row of `invited` that stands in the way of another invitation. @param row its name in the statement */
export const isBarred = (row: string, now: Date) =>
  sql<boolean>`(${sql.ref(`${row}.never`)} or ${sql.ref(`${row}.invited_at`)}
    > ${now}::timestamptz - make_interval(months => ${sql.lit(INVITED_MONTHS)}))`;

/**
 * @param invited whether having been invited lately counts too
 * @returns those that get no invitation, by their place among the candidates
 */
export async function listSetAside(
  db: Db,
  candidates: readonly Candidate[],
  { invited }: { invited: boolean },
  now: Date,
): Promise<Set<number>> {
  const domains = candidates.map(({ address }) => {
    const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
    return withParents(domain).join();
  });
  const signers = candidates.map((one) => one.signerKey);
  const inboxes = candidates.map((one) => one.inboxKey);
  const { rows } = await sql<{ place: number }>`
    with signed as materialized (
      select distinct signer_key from signature
       where signer_key = any (${[...signers, ...inboxes]}::bytea[])
    )
    select c.place::int - 1 as place
      from unnest(${signers}::bytea[], ${inboxes}::bytea[], ${domains}::text[])
           with ordinality as c (signer_key, inbox_key, domains, place)
     where c.signer_key in (select signer_key from signed)
        or c.inbox_key in (select signer_key from signed)
        or exists (select from suppression b
                    where b.signer_key in (c.signer_key, c.inbox_key) and b.until > ${now})
        or exists (select from blocked_domain b
                    where b.domain = any (string_to_array(c.domains, ',')))
        or exists (select from invited i where i.inbox_key = c.inbox_key
                      and (i.never or ${invited}::boolean and ${isBarred("i", now)}))`.execute(db);
  return new Set(rows.map(({ place }) => place));
}
