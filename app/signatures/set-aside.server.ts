/** Sets signatures aside, and back: what is held or invalidated is counted no more, and the tallies follow. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { lockSignatures, type SignatureKey } from "#db/lock-signatures.ts";
import type { SetAside } from "#db/schema.ts";

import { movedCount } from "./moved-count.ts";

/** Whether it is counted, or why not. */
export type Standing = "counted" | SetAside;

/**
 * Of a signature `g`, whether it was invalidated by a bulk work that was asked for after the form was sent: then the
 * link of that form is spent. Whoever made up signatures would else follow their links once more. Where it does not
 * stand when that was, as a process of an earlier version leaves it, every link is.
 */
export const isSpent = (sentAt: RawBuilder<unknown>): RawBuilder<boolean> => sql`
  (g.set_aside = 'invalidated' and coalesce(g.spent_until >= ${sentAt}, true))`;

/** Of a form `s` and a signature `g` of its signer: whether the form has nothing to confirm there any more. */
export const isConfirmed = sql<boolean>`
  (g.set_aside is distinct from 'invalidated' or ${isSpent(sql`s.created_at`)})`;

/** Of a form `g` and a signature `s` of its signer: whether the form's link may have made it, beside what was asked for too. */
export const isOfForm = sql<boolean>`
  (s.demand_id = any (g.demand_ids) or s.consented_at = g.created_at)`;

export interface Setting {
  signatures: readonly SignatureKey[];
  /** What they have to be now; others are left as they are. */
  from: readonly Standing[];
  to: Standing;
  /** The bulk work that this is part of. */
  reviewId: number;
  /** Undoing: only what that work has changed, and nothing since. */
  undoes?: boolean;
  /**
   * When that work was asked for: those that were confirmed since are other ones than were seen, and of what it
   * invalidates the links of earlier forms are spent.
   */
  seenAt: Date;
}

export interface WasSet extends SignatureKey {
  was: Standing;
}

/**
 * One statement, so that tallies are true at every moment; `tally_correction` notes what becomes invalid and,
 * below nothing, what is put back, for count and held together never fall without a reason. Signatures
 * that were withdrawn meanwhile are gone, those given anew have another time. Rows are locked in the order in
 * which confirming and withdrawing lock them.
 * @returns those that were changed
 */
export async function setStanding(db: Db, setting: Setting, now: Date): Promise<WasSet[]> {
  const { signatures, from, to, reviewId, undoes = false, seenAt } = setting;
  const standing = sql`coalesce(s.set_aside, 'counted')`;
  const { rows } = await sql<{ demand_id: number; signer_key: Buffer; was: Standing }>`
    with mine as (
      select s.demand_id, s.signer_key, ${standing} as was
        from ${lockSignatures(signatures)} s
       where ${standing} = any (${from}::text[]) and s.confirmed_at <= ${seenAt}::timestamptz
         and (not ${undoes}::boolean or s.review_id = ${reviewId})
         -- a number stays what it was when its demand's people were forgotten
         and s.person is not null
    ), changed as (
      update signature s
         set set_aside = nullif(${to}, 'counted'), review_id = ${reviewId},
             spent_until = case when ${to} = 'invalidated' then ${seenAt}::timestamptz end
        from mine m where s.demand_id = m.demand_id and s.signer_key = m.signer_key
      returning s.demand_id, s.signer_key, s.place, s.confirmed_at, m.was
    ), moved as (
      select demand_id, signer_key, place, date_trunc('minute', confirmed_at) as minute, was,
             (${to} = 'counted')::int - (was = 'counted')::int as number,
             (${to} = 'held')::int - (was = 'held')::int as held
        from changed
    ), locked as (
      select * from (
        select d.id, m.number, m.held
          from demand d
          join (select demand_id, sum(number)::int as number, sum(held)::int as held
                  from moved group by demand_id) m on m.demand_id = d.id
         order by d.id for no key update of d
      ) d
    ), counted as (
      update demand d set ${movedCount(sql`d.signature_count + l.number`, now)},
             held_count = d.held_count + l.held
        from locked l where l.id = d.id
      returning d.id
    ), placed as (
      -- all of one statement move the same way
      insert into tally_place as t (demand_id, place, signature_count)
      select m.demand_id, m.place, abs(sum(m.number))
        from moved m join counted c on c.id = m.demand_id
       where m.number <> 0
       group by m.demand_id, m.place order by m.demand_id, m.place
      on conflict (demand_id, place) do update
        set signature_count = t.signature_count
          + case when ${to} = 'counted' then excluded.signature_count else -excluded.signature_count end
      returning demand_id
    ), timed as (
      insert into tally_minute as t (demand_id, minute, signature_count)
      select m.demand_id, m.minute, sum(m.number)
        from moved m
       where m.number <> 0 and m.demand_id in (select demand_id from placed)
       group by m.demand_id, m.minute order by m.demand_id, m.minute
      on conflict (demand_id, minute)
        do update set signature_count = t.signature_count + excluded.signature_count
    ), noted as (
      insert into tally_correction (demand_id, place, number, reason, created_at)
      select demand_id, place, -sum(number + held), 'invalid', ${now}::timestamptz
        from moved group by demand_id, place having sum(number + held) <> 0
    )
    select demand_id, signer_key, was from moved`.execute(db);
  return rows.map(({ demand_id, signer_key, was }) => ({
    demandId: demand_id,
    signerKey: signer_key,
    was,
  }));
}
