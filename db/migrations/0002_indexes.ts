/** Each index is what a query needs and no more, rows that change often change in place, and vacuum keeps up. */
import { type Kysely, sql } from "kysely";

import { buildIndex } from "../build-index.ts";
import type { Db } from "../connection.ts";

/** Indexes of tables that grow with every signature; see docs/decisions/0009-few-indexes.md. */
export async function prepare(db: Db): Promise<void> {
  // confirming once; the manage link, withdrawing and the open link: the signatures of one signer
  await buildIndex(db, "signature_once", "on signature (signer_key, demand_id)", "unique index");
  // the next batch to freeze; not by the state, so that what webhooks tell changes rows in place
  await buildIndex(
    db,
    "mail_message_waiting",
    "on mail_message (priority, not_before, id) where batch_id is null",
  );
  // withdrawing: the mails of one signer
  await buildIndex(
    db,
    "mail_message_by_recipient",
    "on mail_message (recipient_key) where recipient_key is not null",
  );
  // the organisers' numbers of mails that failed in a week
  await buildIndex(db, "mail_message_problems", "on mail_message (id) where problem is not null");
  // the nightly purge; a few entries for the whole table, for events come in the order of time
  await buildIndex(db, "webhook_event_by_time", "on webhook_event using brin (created_at)");
  const { rows } = await sql<{ day: string }>`
    select inhrelid::regclass::text as day from pg_inherits
     where inhparent = 'signing'::regclass`.execute(db);
  for (const { day } of rows) await buildIndex(db, `${day}_by_signer`, `on ${day} (signer_key)`);
}

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // at the beginning, so that a statement of the site seldom holds one of them and waits for another
  `lock table demand, signing, signature in access exclusive mode`,
  // withdrawing: the signings of one signer, in each day
  `create index signing_by_signer on signing (signer_key)`,

  // a row that names its demand is made from the demand's own row, and demands are never deleted:
  // looking again for each signature took a quarter of the time of storing it
  `alter table signature drop constraint signature_demand_id_fkey`,
  `alter table signature drop constraint signature_pkey`,
  `alter table signature add constraint signature_pkey primary key using index signature_once`,
  // the primary key begins with the signer
  `drop index signature_by_signer`,
  // replaced by mail_message_waiting
  `drop index mail_message_due`,
  // the number withdrawn, on a demand's page: read from the index alone
  `drop index tally_correction_by_demand`,
  `create index tally_correction_by_demand on tally_correction (demand_id) include (number)`,

  // not measured while so small that reading all of it would be the better plan: a statement that
  // was prepared then would go on doing so while a crowd comes
  `alter table signature set (autovacuum_analyze_threshold = 1000)`,
  `alter table mail_message set (autovacuum_analyze_threshold = 1000)`,
  `alter table mail_allowance set (autovacuum_analyze_threshold = 1000)`,

  // tables that only grow: looked over in small portions rather than a fifth at once
  `alter table signature set (autovacuum_vacuum_insert_scale_factor = 0.02,
     autovacuum_analyze_scale_factor = 0.02)`,
  // each mail is changed three times, each allowance with every signing
  `alter table mail_message set (autovacuum_vacuum_scale_factor = 0.02,
     autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02)`,
  `alter table mail_allowance set (autovacuum_vacuum_scale_factor = 0.05)`,
  `alter table mail_batch set (autovacuum_vacuum_scale_factor = 0.05)`,
  // changed thousands of times a second and small: done in an instant, so always done without pausing
  `alter table demand set (autovacuum_vacuum_cost_delay = 0)`,
  `alter table tally_place set (autovacuum_vacuum_cost_delay = 0)`,
  `alter table tally_hour set (autovacuum_vacuum_cost_delay = 0)`,
];
