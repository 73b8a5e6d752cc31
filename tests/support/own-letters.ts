/** Letters in one's own words for tests: a House, people who signed there, what they typed. */
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import type { Parcel } from "#emails/dispatch/parcel.ts";
import { allOf, type Fate, type Transport } from "#emails/transports/transport.ts";
import type { Db } from "#db/connection.ts";
import { signerKey } from "#app/keys.server.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { heldTasks } from "#app/organisers/tasks.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { confirmLetter, type Confirmed } from "#app/write/confirm-letter.server.ts";
import { typeLetter } from "#app/write/type-letter.server.ts";
import { readOwnTexts } from "#app/write/own-texts.server.ts";
import { getWriter } from "#app/write/writer.server.ts";

import { now, seedHouse } from "./house.ts";
import { deliveryTools, from, mailTools } from "./mails.ts";
import { makeDemand, signedAndConfirmed, testKeys, wishFor } from "./signers.ts";

export const AREA = "E14000001";
export const MEMBER = 1;
export const keyOf = (address: string) => signerKey(testKeys, canonicalAddress(address));

/** Two constituencies with a member each, a postcode in the first, and an open demand. @returns its id */
export async function seedWriting(db: Db): Promise<number> {
  await seedHouse(db, 2);
  await db.insertInto("postcode").values({ code: "SW1A1AA", area_code: AREA }).execute();
  await db.insertInto("postcode").values({ code: "M11AA", area_code: "E14000002" }).execute();
  return makeDemand(db, "one");
}

export const signHere = (db: Db, demand: number, address: string, place = AREA) =>
  signedAndConfirmed(db, wishFor([demand], address, place, "SW1A1AA"), now);

export const typed = {
  name: "Ann O'Neil",
  address: "1 High Street\nExampleton",
  postcode: "SW1A1AA",
  demand: "one",
  ask: "Will you meet me?",
  why: "My sister teaches in Almaty, and a pupil of hers has not come home.",
};

export const writerOf = (db: Db, address: string, { live = true, at = now } = {}) =>
  getWriter({ db, keys: testKeys, locale: "en", live }, keyOf(address), at);

/** Has a letter mailed to its writer. @returns its uuid, or "often" */
export async function write(
  db: Db,
  address: string,
  more: Partial<typeof typed> = {},
  at = now,
): Promise<string> {
  const writer = (await writerOf(db, address, { at }))!;
  const had = new Set((await idsOf(db, address)).map(({ id }) => id));
  const tools = { db, keys: testKeys, locale: "en" as const };
  const done = await typeLetter(tools, writer, { ...typed, ...more }, at);
  if (done === "often") return done;
  return (await idsOf(db, address)).find(({ id }) => !had.has(id))!.id;
}

const idsOf = (db: Db, address: string) =>
  db.selectFrom("own_letter").select("id").where("signer_key", "=", keyOf(address)).execute();

export const confirmIt = (db: Db, id: string, at = now): Promise<Confirmed> =>
  confirmLetter({ db, keys: testKeys, live: true, raise: heldTasks.raise }, id, at);

/** Signs, writes and confirms. @returns the letter's uuid */
export async function written(db: Db, demand: number, address: string, at = now): Promise<string> {
  await signHere(db, demand, address);
  const id = await write(db, address, {}, at);
  await confirmIt(db, id, at);
  return id;
}

export const letterRow = (db: Db, id: string) =>
  db.selectFrom("own_letter").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

/** What carries these mails, opening letters as the worker does. */
export const ownDelivery = (db: Db, transport: Transport, at: () => Date) => ({
  ...deliveryTools(db, transport),
  live: true,
  openRecipient: (mail: Parameters<typeof openRecipient>[1]) => openRecipient(testKeys, mail),
  toolsOf: async (_letterhead: number, _updates: readonly number[], own: readonly string[]) => ({
    ...mailTools,
    ownLetters: await readOwnTexts(db, testKeys, from.address, own),
  }),
  clock: at,
});

/** Hands over all that is due. @returns the mails as they left */
export async function deliverAll(
  db: Db,
  at: Date,
  fate: Fate = { outcome: "accepted", providerId: "taken" },
): Promise<Parcel[]> {
  const left: Parcel[] = [];
  const transport: Transport = {
    name: "smtp",
    batchSize: 10,
    send: (batch) => {
      left.push(...batch.parcels);
      return Promise.resolve({ fates: allOf(batch, fate) });
    },
    close: () => Promise.resolve(),
  };
  const tools = ownDelivery(db, transport, () => at);
  for (let turn = 0; turn < 100; turn++) {
    const batch =
      (await takeOverBatch(db, transport, at)) ?? (await freezeBatch(db, transport, at));
    if (!batch) break;
    await deliverBatch(tools, batch);
    if (fate.outcome === "retry") break;
  }
  return left;
}
