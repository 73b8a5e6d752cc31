/** Takes the sample's signatures away, and the tallies follow in the same statement. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { movedCount } from "../../signatures/moved-count.ts";
import { NO_CONSENT } from "./record.server.ts";

/**
 * Rows are locked in the order in which confirming and withdrawing lock them, and tallies move by what was really
 * taken away: whoever signs or withdraws at this moment is counted rightly. A signature that was withdrawn or
 * given anew is none of the sample any more. No correction is noted, for nobody took theirs back.
 * @returns how many were taken away
 */
export async function removeSignatures(tx: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ removed: number }>`
    with found as (
      select array_agg(demand_id) as demands, array_agg(signer_key) as signers
        from signature where consent_version = ${NO_CONSENT}
    ), mine as (
      select s.demand_id, s.signer_key
        from found f cross join lateral lock_signatures(f.demands, f.signers) s
       where s.consent_version = ${NO_CONSENT}
    ), gone as (
      delete from signature s using mine m
       where s.demand_id = m.demand_id and s.signer_key = m.signer_key
      returning s.demand_id, s.signer_key, s.place, s.set_aside, s.confirmed_at
    ), locked as (
      select * from (
        select d.id, g.number, g.held
          from demand d
          join (select demand_id, count(*) filter (where set_aside is null)::int as number,
                       count(*) filter (where set_aside = 'held')::int as held
                  from gone group by demand_id) g on g.demand_id = d.id
         order by d.id for no key update of d
      ) d
    ), counted as (
      update demand d set ${movedCount(sql`d.signature_count - l.number`, now)},
             held_count = d.held_count - l.held
        from locked l where l.id = d.id
      returning d.id
    ), placed as (
      -- the place's row stands, and so this is a conflict, however many sign there meanwhile
      insert into tally_place as t (demand_id, place, signature_count)
      select g.demand_id, g.place, count(*)
        from gone g join counted c on c.id = g.demand_id
       where g.set_aside is null
       group by g.demand_id, g.place order by g.demand_id, g.place
      on conflict (demand_id, place)
        do update set signature_count = t.signature_count - excluded.signature_count
      returning demand_id
    ), timed as (
      -- a minute that is in its hour already is begun anew with less than nothing, and follows it there
      insert into tally_minute as t (demand_id, minute, signature_count)
      select g.demand_id, date_trunc('minute', g.confirmed_at) as minute, -count(*)
        from gone g
       where g.set_aside is null and g.demand_id in (select demand_id from placed)
       group by g.demand_id, minute order by g.demand_id, minute
      on conflict (demand_id, minute)
        do update set signature_count = t.signature_count + excluded.signature_count
    ), unset as (
      -- nor do they stand in a set that organisers have frozen
      delete from review_signature r using gone g
       where r.demand_id = g.demand_id and r.signer_key = g.signer_key
    )
    select count(*)::int as removed from gone`.execute(tx);
  return rows[0]!.removed;
}
