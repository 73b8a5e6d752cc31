/** Erases what a signer had erased before, as far as a restored backup has it still. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { forgetSigner } from "#emails/forget-signer.ts";

import type { Keys } from "../../keys.server.ts";
import { forgetNetworkOf, forgetOwnLetters } from "../manage/forget-outside.server.ts";
import { getHeld } from "../manage/get-held.server.ts";
import type { Held } from "../manage/held.ts";
import { dropNewsAddresses } from "../retention/news-addresses.server.ts";
import { erase, eraseSignatures, forgetUpdates } from "../withdraw.server.ts";

type Tx = Transaction<Database>;

/** What was found and erased. */
export interface Replayed {
  /** People of whom anything was. */
  people: number;
  signatures: number;
  forms: number;
  /** Of the people, those whose wish to hear of updates was ended. */
  updates: number;
}

/** Of one signer, when what was erased; undefined where nothing was. */
export interface Due {
  everything: Date | undefined;
  forms: Date | undefined;
  news: Date | undefined;
  /** By demand. */
  signatures: Map<number, Date>;
}

/** Locks in the order in which withdrawing does. @returns what was there still */
export async function eraseAgain(
  db: Db,
  keys: Keys,
  signerKey: Buffer,
  due: Due,
): Promise<Omit<Replayed, "people"> & { isAny: boolean }> {
  const done = await db.transaction().execute(async (tx) => {
    const forms = await eraseForms(tx, signerKey, latest(due.forms, due.everything));
    const given = await listGiven(tx, signerKey, due);
    if (forms.ids.length + given.length > 0) {
      await forgetNetworkOf(tx, forms.ids);
      await forgetOwnLetters(
        tx,
        signerKey,
        given.map(({ demand }) => demand),
      );
      await forgetSigner(tx, signerKey, forms.inboxKeys);
    }
    for (const { demand, reason, at } of given)
      await eraseSignatures(tx, signerKey, { demands: [demand], reason, names: [] }, at);
    if (given.length > 0) await forgetUpdates(tx, signerKey);
    const updates = due.news ? await endUpdates(tx, signerKey, due.news) : 0;
    return { signatures: given.length, forms: forms.ids.length, updates };
  });
  const rest = due.everything ? await eraseRest(db, keys, signerKey, due.everything) : 0;
  return { ...done, isAny: done.signatures + done.forms + done.updates + rest > 0 };
}

const latest = (a: Date | undefined, b: Date | undefined) => (a && b ? (a > b ? a : b) : (a ?? b));

async function eraseForms(
  tx: Tx,
  signerKey: Buffer,
  at: Date | undefined,
): Promise<{ ids: string[]; inboxKeys: Buffer[] }> {
  if (!at) return { ids: [], inboxKeys: [] };
  const rows = await tx
    .deleteFrom("signing")
    .where("signer_key", "=", signerKey)
    .where("created_at", "<=", at)
    .returning(["id", "inbox_key"])
    .execute();
  const inboxKeys = rows.flatMap((row) => row.inbox_key ?? []);
  return { ids: rows.map(({ id }) => id), inboxKeys };
}

interface Given {
  demand: number;
  reason: "withdrawn" | "erased";
  at: Date;
}

/** Signatures that stood when they were erased. */
async function listGiven(tx: Tx, signerKey: Buffer, due: Due): Promise<Given[]> {
  const rows = await tx
    .selectFrom("signature")
    .select(["demand_id as demand", "confirmed_at"])
    .where("signer_key", "=", signerKey)
    .orderBy("demand_id")
    .execute();
  return rows.flatMap(({ demand, confirmed_at }): Given[] => {
    const withdrawn = due.signatures.get(demand);
    if (withdrawn && confirmed_at <= withdrawn)
      return [{ demand, reason: "withdrawn", at: withdrawn }];
    if (due.everything && confirmed_at <= due.everything)
      return [{ demand, reason: "erased", at: due.everything }];
    return [];
  });
}

/** @returns 1 where a wish from before was ended, else 0 */
async function endUpdates(tx: Tx, signerKey: Buffer, at: Date): Promise<number> {
  const { rows } = await sql<{ ended: number }>`
    with forms as (
      update signing set updates = false
       where signer_key = ${signerKey} and updates and created_at <= ${at} returning 1
    ), given as (
      update signature set updates = false
       where signer_key = ${signerKey} and updates and consented_at <= ${at} returning 1
    )
    select least(1, (select count(*) from forms) + (select count(*) from given))::int as ended`.execute(
    tx,
  );
  const dropped = await dropNewsAddresses(tx, signerKey, at);
  return rows[0]!.ended || Math.min(1, dropped);
}

/**
 * What is kept of somebody who has signed nothing since: mails, limits, invitations, exports. @returns 1 where there
 * was any, else 0
 */
async function eraseRest(db: Db, keys: Keys, signerKey: Buffer, at: Date): Promise<number> {
  const held = await getHeld(db, keys, signerKey);
  if (!held || held.signatures.length + held.signings.length > 0) return 0;
  const times = timesIn(held);
  if (times.length > 0 && !times.some((time) => time <= at)) return 0;
  await erase(db, keys, held, at);
  return 1;
}

/** When what is kept came about, as far as that is kept. */
const timesIn = (held: Held) => {
  const { mails, bars, news, allowances, ownLetters, updateMails, given, invitedAt } = held;
  return [
    ...mails.map((mail) => mail.created_at),
    ...bars.map((bar) => bar.created_at),
    ...news.map((one) => one.consentedAt),
    ...allowances.map((allowance) => allowance.since),
    ...ownLetters.map((letter) => letter.createdAt),
    ...[...updateMails, ...given].map((one) => one.at),
    ...(invitedAt ? [invitedAt] : []),
  ];
};
