/** Withdrawing and erasing: signatures go, with what was known of the person, and the tallies follow. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { emptyMailbox, forgetSigner } from "#emails/forget-signer.ts";
import { endSuppressionsOf } from "#emails/suppression.ts";

import type { Keys } from "../keys.server.ts";
import { EVERYTHING, FORMS } from "./erasures/names.ts";
import { erasureNames, noteErasures } from "./erasures/note-erasures.server.ts";
import type { Held } from "./manage/held.ts";
import {
  forgetInvited,
  forgetNetworkOf,
  forgetOwnLetters,
  unlinkExported,
} from "./manage/forget-outside.server.ts";
import { readers } from "./retention/readers.ts";
import { movedCount } from "./moved-count.ts";

/**
 * Erases the signer's signatures of these demands, and forms, so that no link of an earlier mail restores
 * anything, mails, and the mail allowances. Signatures of other demands stay, and what bars mail.
 * @param inboxKeys of the inboxes that the signer's addresses reach, as far as no form tells them
 * @returns how many signatures were erased; what has become a number stays
 */
export async function withdraw(
  db: Db,
  keys: Keys,
  signerKey: Buffer,
  demands: readonly number[],
  now: Date,
  inboxKeys: readonly Buffer[] = [],
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const more = await forgetSignings(tx, signerKey);
    await forgetOwnLetters(tx, signerKey, demands);
    await forgetSigner(tx, signerKey, [...inboxKeys, ...more]);
    const names = erasureNames(keys, signerKey, [...demands, FORMS]);
    const erased = await eraseSignatures(
      tx,
      signerKey,
      { demands, reason: "withdrawn", names },
      now,
    );
    await forgetUpdates(tx, signerKey);
    return erased;
  });
}

/**
 * Erases all that is kept of the signer, what bars mail included. Of who was exported an id stays that stands in
 * exports alone, until whoever got one is told to remove it.
 */
export async function erase(
  db: Db,
  keys: Keys,
  { signerKey, inboxKeys, addresses }: Pick<Held, "signerKey" | "inboxKeys" | "addresses">,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const more = await forgetSignings(tx, signerKey);
    await forgetInvited(tx, signerKey, inboxKeys);
    await forgetOwnLetters(tx, signerKey, "all");
    await forgetSigner(tx, signerKey, [...inboxKeys, ...more]);
    await emptyMailbox(tx, addresses);
    await endSuppressionsOf(tx, [signerKey, ...inboxKeys, ...more]);
    const names = erasureNames(keys, signerKey, [EVERYTHING]);
    await eraseSignatures(tx, signerKey, { demands: "all", reason: "erased", names }, now);
    await forgetUpdates(tx, signerKey);
  });
}

/** Which updates were mailed to the signer: kept while anything is signed, so that not too many are. */
export async function forgetUpdates(tx: Db, signerKey: Buffer): Promise<void> {
  await sql`
    delete from supporter_mail where signer_key = ${signerKey}
       and not exists (select true from ${readers} s where s.signer_key = ${signerKey})`.execute(
    tx,
  );
}

/**
 * Comes first: confirming holds its signing, so each confirmation is over, and its signatures are
 * seen by the next statement, or finds nothing.
 * @returns the inboxes that are not the signer's alone
 */
async function forgetSignings(tx: Db, signerKey: Buffer): Promise<Buffer[]> {
  const { rows } = await sql<{ id: string; inbox_key: Buffer | null }>`
    with mine as (
      select id from signing where signer_key = ${signerKey} order by id for update
    )
    delete from signing s using mine m where s.id = m.id and s.signer_key = ${signerKey}
    returning s.id, s.inbox_key`.execute(tx);
  await forgetNetworkOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => row.inbox_key ?? []);
}

interface Erasing {
  demands: readonly number[] | "all";
  reason: "withdrawn" | "erased";
  /** What is noted as erased (`erasureName`). */
  names: readonly Buffer[];
}

/**
 * Every decrease is noted in `tally_correction`: of what is counted or held. What was invalidated is no more
 * in either.
 * Rows are locked in the order in which confirming locks them. The place's row stands always; it is
 * reached as a conflict, since placing (place-later.server.ts) may have made it after this
 * statement's snapshot was taken. A minute that went into its hour is begun anew with less than nothing,
 * and follows it there (fold-minutes.server.ts).
 * @returns how many signatures were erased: fewer than were asked for, where some became numbers meanwhile
 */
export async function eraseSignatures(
  tx: Db,
  signerKey: Buffer,
  { demands, reason, names }: Erasing,
  now: Date,
): Promise<number> {
  const these = demands === "all" ? sql`` : sql`and demand_id = any (${demands}::int[])`;
  const { rows } = await sql<{ erased: number }>`
    with mine as (
      select * from (
        select demand_id, signer_key from signature
         where signer_key = ${signerKey} ${these}
         order by demand_id for update
      ) s
    ), gone as (
      delete from signature s using mine m
       where s.signer_key = ${signerKey} and s.demand_id = m.demand_id and s.signer_key = m.signer_key
      returning s.demand_id, s.place, s.confirmed_at,
                case when s.set_aside is null then 1 else 0 end as number,
                case when s.set_aside = 'held' then 1 else 0 end as held
    ), locked as (
      select * from (
        select d.id, g.number, g.held
          from demand d join gone g on g.demand_id = d.id and g.number + g.held > 0
         order by d.id for no key update of d
      ) d
    ), counted as (
      update demand d set ${movedCount(sql`d.signature_count - l.number`, now)},
             held_count = d.held_count - l.held
        from locked l where l.id = d.id
      returning d.id, l.number
    ), placed as (
      insert into tally_place as t (demand_id, place, signature_count)
      select g.demand_id, g.place, 1
        from gone g join counted c on c.id = g.demand_id and c.number > 0
       order by g.demand_id, g.place
      on conflict (demand_id, place) do update set signature_count = t.signature_count - 1
      returning demand_id
    ), timed as (
      insert into tally_minute as t (demand_id, minute, signature_count)
      select g.demand_id, date_trunc('minute', g.confirmed_at), -1
        from gone g where g.demand_id in (select demand_id from placed)
       order by g.demand_id
      on conflict (demand_id, minute)
        do update set signature_count = t.signature_count + excluded.signature_count
    ), noted as (
      insert into tally_correction (demand_id, place, number, reason, created_at)
      select demand_id, place, 1, ${reason}, ${now}::timestamptz from gone where number + held > 0
    ), kept as (
      ${noteErasures(names, now)}
    )
    select count(*)::int as erased from gone`.execute(tx);
  // nor is the signer in a set that organisers have frozen
  await sql`delete from review_signature where signer_key = ${signerKey} ${these}`.execute(tx);
  // what was forgotten while this waited for its signature is seen by now
  await sql`delete from news_address where signer_key = ${signerKey} ${these}`.execute(tx);
  await unlinkExported(tx, signerKey, now);
  return rows[0]!.erased;
}
