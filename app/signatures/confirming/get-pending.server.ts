/** What a link would confirm, as its page shows it. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import type { LocaleCode } from "#db/schema.ts";

import { type Keys, unseal } from "../../keys.server.ts";
import { standsBeside, takesConfirmation } from "./confirmable.server.ts";
import { unpackPerson } from "../person.ts";
import { isSpent } from "../set-aside.server.ts";

export interface PendingDemand {
  id: number;
  /** Already a signature, by this signing or another of the same address. */
  signed: boolean;
  /** Whether a confirmation is still taken. */
  open: boolean;
  /** Of the words that it was given to. */
  version: number;
}

export interface PendingSigning {
  name: string;
  place: string;
  locale: LocaleCode;
  /** What the form was sent for, in the order of ids. */
  demands: PendingDemand[];
  /**
   * Ids of the further demands that can be ticked beside them. Those that this form signed are left out, and no
   * others: whoever holds the link learns nothing of what its signer gave by other forms.
   */
  beside: number[];
  /** Whether a signature of this form stands, for what was asked for or beside. */
  gave: boolean;
}

/** What a link would confirm, or undefined when the signing is gone or all of it was invalidated. Changes nothing. */
export async function getPendingSigning(
  db: Db,
  keys: Keys,
  id: string,
  now: Date,
): Promise<PendingSigning | undefined> {
  const query = sql<{
    signer_key: Buffer;
    key_version: number;
    person: Buffer;
    place: string;
    locale: LocaleCode;
    demands: PendingDemand[];
    beside: number[];
    gave: boolean;
  }>`
    with s as materialized (
      select id, signer_key, key_version, person, demand_ids, text_versions, place, locale, created_at
        from signing where id = ${id}
    ), given as materialized (
      select g.demand_id, g.set_aside is distinct from 'invalidated' as stands,
             g.consented_at = s.created_at as is_of_it, ${isSpent(sql`s.created_at`)} as is_spent
        from s
        cross join lateral (
          select g.demand_id, g.set_aside, g.consented_at, g.spent_until from signature g
           where g.signer_key = s.signer_key group by g.signer_key, g.demand_id
        ) g
    )
    select s.signer_key, s.key_version, s.person, s.place, s.locale,
           json_agg(json_build_object('id', d.id, 'signed', coalesce(g.stands, false),
                                      'open', ${takesConfirmation(now)},
                                      'version', c.text_version) order by d.id) as demands,
           array(select b.id from demand b
                  where ${standsBeside(now)}
                    and not exists (select from given where is_spent and demand_id = any (s.demand_ids))
                    and b.id not in (select demand_id from given where is_of_it or is_spent)
                  order by b.id) as beside,
           exists (select from given where is_of_it and stands) as gave
      from s
      cross join unnest(s.demand_ids, s.text_versions) as c (demand_id, text_version)
      join demand d on d.id = c.demand_id
      left join given g on g.demand_id = d.id
     where g.is_spent is not true
     group by s.signer_key, s.key_version, s.person, s.place, s.locale, s.demand_ids`;
  const [row] = await named("pending-signing", query).execute(db);
  if (!row) return undefined;
  const sealed = { bytes: row.person, keyVersion: row.key_version };
  return {
    name: unpackPerson(unseal(keys, row.signer_key, sealed)).name,
    place: row.place,
    locale: row.locale,
    demands: row.demands,
    beside: row.beside,
    gave: row.gave,
  };
}
