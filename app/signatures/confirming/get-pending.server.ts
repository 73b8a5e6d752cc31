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
    select s.signer_key, s.key_version, s.person, s.place, s.locale,
           json_agg(json_build_object('id', d.id, 'signed', g.demand_id is not null
                                        and g.set_aside is distinct from 'invalidated',
                                      'open', ${takesConfirmation(now)},
                                      'version', c.text_version) order by d.id) as demands,
           array(select b.id from demand b
                  where ${standsBeside(now)}
                    and not exists (select from signature g
                                     where g.signer_key = s.signer_key and g.demand_id = b.id
                                       and (g.consented_at = s.created_at
                                            or ${isSpent(sql`s.created_at`)}))
                  order by b.id) as beside,
           exists (select from signature g
                    where g.signer_key = s.signer_key and g.consented_at = s.created_at
                      and g.set_aside is distinct from 'invalidated') as gave
      from signing s
      cross join unnest(s.demand_ids, s.text_versions) as c (demand_id, text_version)
      join demand d on d.id = c.demand_id
      left join signature g on g.demand_id = d.id and g.signer_key = s.signer_key
     where s.id = ${id} and not ${isSpent(sql`s.created_at`)}
     group by s.id`;
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
