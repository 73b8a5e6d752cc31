/** Brings a database to the newest schema; the migrations are listed here, never looked up on disk. */
import { setTimeout as sleep } from "node:timers/promises";

import { type Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";

import type { Db } from "./connection.ts";
import { whileLocked } from "./lock.ts";
import * as ground from "./migrations/0001_ground.ts";
import * as indexes from "./migrations/0002_indexes.ts";
import * as mail from "./migrations/0003_mail.ts";
import * as letterCopies from "./migrations/0004_letter_copies.ts";
import * as codes from "./migrations/0005_codes.ts";
import * as inboxAndDomain from "./migrations/0006_inbox_and_domain.ts";
import * as velocity from "./migrations/0007_velocity.ts";
import * as letterApproval from "./migrations/0008_letter_approval.ts";
import * as linkAllowance from "./migrations/0009_link_allowance.ts";
import * as daysOutOfLine from "./migrations/0010_days_out_of_line.ts";
import * as minutes from "./migrations/0011_minutes.ts";
import * as answers from "./migrations/0012_answers.ts";
import * as demandWords from "./migrations/0013_demand_words.ts";
import * as demandLife from "./migrations/0014_demand_life.ts";
import * as people from "./migrations/0015_people.ts";
import * as members from "./migrations/0016_members.ts";
import * as imports from "./migrations/0017_imports.ts";
import * as letters from "./migrations/0018_letters.ts";
import * as settings from "./migrations/0019_settings.ts";
import * as audit from "./migrations/0020_audit.ts";
import * as review from "./migrations/0021_review.ts";
import * as reviewIndexes from "./migrations/0022_review_indexes.ts";
import * as updates from "./migrations/0023_updates.ts";
import * as supporters from "./migrations/0024_supporters.ts";
import * as invitations from "./migrations/0025_invitations.ts";
import * as sample from "./migrations/0026_sample.ts";
import * as threads from "./migrations/0027_threads.ts";
import * as inboundMail from "./migrations/0028_inbound_mail.ts";
import * as givenAnswers from "./migrations/0029_given_answers.ts";
import * as cadence from "./migrations/0030_cadence.ts";
import * as ownLetters from "./migrations/0031_own_letters.ts";
import * as paper from "./migrations/0032_paper.ts";
import * as erasures from "./migrations/0033_erasures.ts";
import * as retention from "./migrations/0034_retention.ts";
import * as retentionChecked from "./migrations/0035_retention_checked.ts";
import * as ringKeys from "./migrations/0036_ring_keys.ts";
import * as lockSignatures from "./migrations/0037_lock_signatures.ts";
import * as spentLinks from "./migrations/0038_spent_links.ts";
import { patiently } from "./partitions.ts";

interface Step {
  /** What cannot be done in a transaction, such as the indexes of big tables; safe to be repeated. */
  prepare?: (db: Db) => Promise<void>;
  /** The rest, in one transaction. */
  up: (tx: Kysely<unknown>) => Promise<void>;
}

const steps: Record<string, Step> = {
  "0001_ground": ground,
  "0002_indexes": indexes,
  "0003_mail": mail,
  "0004_letter_copies": letterCopies,
  "0005_codes": codes,
  "0006_inbox_and_domain": inboxAndDomain,
  "0007_velocity": velocity,
  "0008_letter_approval": letterApproval,
  "0009_link_allowance": linkAllowance,
  "0010_days_out_of_line": daysOutOfLine,
  "0011_minutes": minutes,
  "0012_answers": answers,
  "0013_demand_words": demandWords,
  "0014_demand_life": demandLife,
  "0015_people": people,
  "0016_members": members,
  "0017_imports": imports,
  "0018_letters": letters,
  "0019_settings": settings,
  "0020_audit": audit,
  "0021_review": review,
  "0022_review_indexes": reviewIndexes,
  "0023_updates": updates,
  "0024_supporters": supporters,
  "0025_invitations": invitations,
  "0026_sample": sample,
  "0027_threads": threads,
  "0028_inbound_mail": inboundMail,
  "0029_given_answers": givenAnswers,
  "0030_cadence": cadence,
  "0031_own_letters": ownLetters,
  "0032_paper": paper,
  "0033_erasures": erasures,
  "0034_retention": retention,
  "0035_retention_checked": retentionChecked,
  "0036_ring_keys": ringKeys,
  "0037_lock_signatures": lockSignatures,
  "0038_spent_links": spentLinks,
};

/** One process at a time migrates. */
const MIGRATION_LOCK = 8_012_025;

const migrator = (db: Db) =>
  new Migrator({
    db,
    provider: {
      getMigrations: () =>
        Promise.resolve(
          Object.fromEntries(Object.entries(steps).map(([name, { up }]) => [name, bounded(up)])),
        ),
    },
  });

/**
 * A lock that cannot be had at once is given up rather than hold up a running site, and before
 * Postgres looks for deadlocks (a second): of two that wait for each other the migration gives way.
 */
const bounded = (up: Step["up"]) => ({
  up: async (tx: Kysely<unknown>) => {
    // after a failure Kysely gives back a lock of its own in this transaction
    await sql`savepoint step`.execute(tx);
    try {
      await sql`set local lock_timeout = '900ms'`.execute(tx);
      await sql`set local statement_timeout = 0`.execute(tx);
      await up(tx);
    } catch (error) {
      await sql`rollback to savepoint step`.execute(tx);
      throw error;
    }
  },
});

/**
 * Runs what has not run yet, each migration in a transaction of its own. Waits while another process
 * does, asking again and again: a waiting statement would hold up the building of indexes.
 * @param db with two connections at least
 * @returns the names of the migrations that ran
 */
export async function migrateToLatest(db: Db): Promise<string[]> {
  for (;;) {
    if (await isCurrent(db)) return [];
    const ran = await whileLocked(db, MIGRATION_LOCK, () => runPending(db, newest));
    if (ran) return ran.done;
    await sleep(200);
  }
}

/** The name of the newest migration that this program knows. */
export const newest = Object.keys(steps).at(-1)!;

/** Whether this program knows all of these migrations, and none that comes between them. */
export const areKnown = (names: readonly string[]): boolean =>
  names.join() === Object.keys(steps).slice(0, names.length).join();

/** Brings an empty database, which nobody else uses, to the schema of this migration. */
export async function migrateEmpty(db: Db, last: string): Promise<void> {
  await runPending(db, last);
}

async function runPending(db: Db, last: string): Promise<string[]> {
  const pending = (await migrator(db).getMigrations()).filter(
    ({ name, executedAt }) => !executedAt && name <= last,
  );
  for (const { name } of pending) {
    await steps[name]!.prepare?.(db);
    await patiently(() => runOne(db, name), 10, 200);
  }
  return pending.map(({ name }) => name);
}

async function runOne(db: Db, name: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { error } = await migrator(tx).migrateTo(name);
    if (error) throw error;
  });
}

/** Whether every migration that this program knows has run. */
export async function isCurrent(db: Db): Promise<boolean> {
  const known = await migrator(db).getMigrations();
  return known.every((migration) => migration.executedAt !== undefined);
}
