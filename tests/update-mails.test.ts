/** Updates to those who signed: who gets one, once, in which language, and what stops it. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { openRecipient } from "#app/mail/seal-to.server.ts";
import { sendMailAgain } from "#app/organisers/send-again.server.ts";
import { closeCampaign, reopenCampaign } from "#app/pages/closing/close-campaign.server.ts";
import { setUpdates } from "#app/signatures/manage/correct.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { forgetMails } from "#app/updates/forget-mails.server.ts";
import { countPeople } from "#app/updates/count-people.server.ts";
import { releaseUpdates } from "#app/updates/leaving/release-mails.server.ts";
import { cancelUpdate } from "#app/updates/cancel-update.server.ts";
import { pauseUpdate, resumeUpdate } from "#app/updates/pause-update.server.ts";
import { readTexts } from "#app/updates/texts.server.ts";
import type { Db } from "#db/connection.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import type { DeliveryTools } from "#emails/dispatch/delivery-tools.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import type { Parcel } from "#emails/dispatch/parcel.ts";
import { suppress } from "#emails/suppression.ts";
import { allOf, type Answer, type Transport } from "#emails/transports/transport.ts";
import { takeWebhook } from "#emails/webhook.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now } from "./support/house.ts";
import { inOne, organiser } from "./support/letters.ts";
import { deliveryTools, mailTools } from "./support/mails.ts";
import { makeDemand } from "./support/signers.ts";
import {
  addressOf,
  approvedUpdate,
  keyOf,
  people,
  seedSigners,
  sendNow,
  updateDraft,
  updateRow,
} from "./support/updates.ts";

/** Takes everything, and keeps it. */
function taker(answer: (parcels: readonly Parcel[]) => Partial<Answer> = () => ({})) {
  const left: Parcel[] = [];
  const transport: Transport = {
    name: "resend",
    batchSize: 100,
    send: ({ parcels }) => {
      const more = answer(parcels);
      const fates = allOf({ parcels }, { outcome: "accepted", providerId: "taken" });
      if (!more.fates) left.push(...parcels);
      return Promise.resolve({ fates, ...more });
    },
    close: () => Promise.resolve(),
  };
  return { transport, left, to: () => left.map(({ to }) => to).toSorted() };
}

const toolsFor = (db: Db, transport: Transport, at: () => Date): DeliveryTools => ({
  ...deliveryTools(db, transport),
  toolsOf: async (_letterhead, updates) => ({
    ...mailTools,
    updates: await readTexts(db, updates),
  }),
  openRecipient: (row) => openRecipient(keys, row),
  clock: at,
});

/** Releases and delivers for so many seconds. */
async function run(db: Db, transport: Transport, from: Date, seconds: number): Promise<void> {
  for (let second = 1; second <= seconds; second++) {
    const at = later(second, from);
    await releaseUpdates(db, "resend", at);
    for (;;) {
      const batch = await freezeBatch(db, transport, at);
      if (!batch) break;
      if (batch.rows.length > 0)
        await deliverBatch(
          toolsFor(db, transport, () => at),
          batch,
        );
    }
  }
}

test("each who asked for news of one of the demands gets it once, in their own language or in English", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two, three] = [
    await makeDemand(db, "one"),
    await makeDemand(db, "two"),
    await makeDemand(db, "three"),
  ];
  await seedSigners(db, [
    { person: 1, demand: one },
    { person: 1, demand: two, at: later(1, new Date(now.getTime() - 5000)) },
    { person: 2, demand: two, locale: "uk" },
    { person: 3, demand: one, locale: "kk" },
    // who did not ask, who asked for another demand's news, who asked for one's and signed two
    { person: 4, demand: one, updates: false },
    { person: 5, demand: three },
    { person: 6, demand: one, updates: false },
    { person: 6, demand: three },
    { person: 7, demand: one },
    { person: 8, demand: one },
  ]);
  await db
    .updateTable("signature")
    .set({ set_aside: "held" })
    .where("signer_key", "=", keyOf(7))
    .execute();
  await suppress(db, keyOf(8), "bounced", later(1_000_000), now);
  const texts = {
    en: { subject: "Handed over", body: "They were **handed over**." },
    uk: { subject: "Передано", body: "Їх **передано**." },
  };
  const wish = updateDraft([one, two], { texts });
  const id = await approvedUpdate(db, await organiser(db), wish);
  expect(await countPeople(db, [one, two], id, now)).toEqual([
    { locale: "en", people: 1, limited: 0 },
    { locale: "kk", people: 1, limited: 0 },
    { locale: "uk", people: 1, limited: 0 },
  ]);
  expect(await sendNow(db, id)).toBe("update-sending");
  const { transport, left, to } = taker();
  await run(db, transport, now, 4);
  expect(to()).toEqual([1, 2, 3].map(addressOf));
  const of = (person: number) => left.find((parcel) => parcel.to === addressOf(person))!;
  expect(of(1)).toMatchObject({ subject: "Handed over" });
  expect(of(2).subject).toBe("Передано");
  expect(of(3).subject).toBe("Handed over");
  expect(of(3).html).toContain('<html lang="kk">');
  expect(of(3).html).toContain('<div lang="en">');
  const token = `unsubscribe-${keyOf(2).toString("base64url")}`;
  expect(of(2).headers).toMatchObject({
    "List-Unsubscribe": `<https://demands.example.org/unsubscribe/${token}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Id": "<updates.demands.example.org>",
    Precedence: "bulk",
  });
  for (const part of [of(2).text, of(2).html]) {
    expect(part).toContain(`https://demands.example.org/uk/unsubscribe/${token}`);
    expect(part).toContain("https://demands.example.org/uk/manage/manage-");
  }
  expect(await updateRow(db, id)).toMatchObject({ state: "sent", people: 3, has_left: 3 });
});

test("nobody gets two within a week, whatever they are about, unless somebody gives a reason", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  await seedSigners(db, [
    ...people(4, one),
    { person: 2, demand: two },
    { person: 9, demand: two },
  ]);
  const ann = await organiser(db);
  const { transport, left, to } = taker();
  const sent = async (demands: number[], at: Date, reason = "") => {
    left.length = 0;
    const id = await approvedUpdate(db, ann, updateDraft(demands));
    const said = await sendNow(db, id, at, reason);
    await run(db, transport, at, 4);
    return { said, to: to(), row: await updateRow(db, id) };
  };
  const day = 86_400;
  expect((await sent([one], now)).to).toEqual([0, 1, 2, 3].map(addressOf));
  const second = await sent([two], later(day));
  expect(second.to).toEqual([addressOf(9)]);
  expect(second.row).toMatchObject({ state: "sent", people: 2, limited: 1, has_left: 1 });
  expect((await sent([one], later(2 * day))).said).toBe("update-nobody");
  const urgent = await sent([one], later(3 * day), "The vote is tomorrow");
  expect(urgent.to).toEqual([0, 1, 2, 3].map(addressOf));
  expect(urgent.row.override_reason).toBe("The vote is tomorrow");
  // a week after the last
  expect((await sent([one], later(9 * day))).said).toBe("update-nobody");
  expect((await sent([one], later(10 * day + 10))).to).toHaveLength(4);
  await forgetMails(db, later(25 * day));
  expect(await db.selectFrom("supporter_mail").selectAll().execute()).toEqual([]);
});

test("a clock that was a month ahead keeps nobody from updates once it is set right", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  await seedSigners(db, people(2, one));
  const ann = await organiser(db);
  const { transport, to } = taker();
  for (const at of [later(30 * 86_400), later(10)]) {
    await sendNow(db, await approvedUpdate(db, ann, updateDraft([one])), at);
    await run(db, transport, at, 4);
  }
  expect(to()).toEqual([0, 0, 1, 1].map(addressOf));
});

test("two updates on their way at once reach each person once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  await seedSigners(db, [...people(300, one), ...people(300, two)]);
  const ann = await organiser(db);
  for (const demand of [one, two])
    await sendNow(db, await approvedUpdate(db, ann, updateDraft([demand])));
  const { transport, to } = taker();
  for (let second = 1; second < 8; second++) {
    // two workers
    await Promise.all([1, 2].map(() => releaseUpdates(db, "resend", later(second))));
    await run(db, transport, later(second), 0);
    for (;;) {
      const batch = await freezeBatch(db, transport, later(second));
      if (!batch) break;
      await deliverBatch(
        toolsFor(db, transport, () => later(second)),
        batch,
      );
    }
  }
  expect(to()).toEqual(
    people(300, one)
      .map(({ person }) => addressOf(person))
      .toSorted(),
  );
});

test("who unsubscribes, withdraws or is invalidated after their mail was frozen does not get it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  await seedSigners(db, people(6, one));
  const id = await approvedUpdate(db, await organiser(db), updateDraft([one]));
  await sendNow(db, id);
  await releaseUpdates(db, "resend", later(1));
  const { transport, to } = taker();
  await releaseUpdates(db, "resend", later(2));
  const batch = (await freezeBatch(db, transport, later(2)))!;
  expect(batch.rows).toHaveLength(6);
  await setUpdates(db, keys, keyOf(0), false, now);
  await withdraw(db, keys, keyOf(1), [one], later(2));
  await db
    .updateTable("signature")
    .set({ set_aside: "invalidated" })
    .where("signer_key", "=", keyOf(2))
    .execute();
  await suppress(db, keyOf(3), "complained", later(100_000), later(2));
  await deliverBatch(
    toolsFor(db, transport, () => later(2)),
    batch,
  );
  expect(to()).toEqual([4, 5].map(addressOf));
  await run(db, transport, later(2), 4);
  expect(to()).toEqual([4, 5].map(addressOf));
  expect(await updateRow(db, id)).toMatchObject({ state: "sent", has_left: 2, people: 6 });
  const mails = await db.selectFrom("supporter_mail").select("state").execute();
  expect(mails).toEqual([{ state: "left" }, { state: "left" }]);
});

test("after a try without an answer a batch goes again as it was frozen, whoever unsubscribed since", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  await seedSigners(db, people(3, one));
  const id = await approvedUpdate(db, await organiser(db), updateDraft([one]));
  await sendNow(db, id);
  const tried: string[] = [];
  const { transport, to } = taker((parcels) => {
    tried.push(JSON.stringify(parcels));
    const fate = { outcome: "retry", taken: "maybe", problem: "no answer" } as const;
    return tried.length === 1 ? { fates: allOf({ parcels }, fate) } : {};
  });
  await run(db, transport, now, 2);
  await setUpdates(db, keys, keyOf(0), false, now);
  await withdraw(db, keys, keyOf(1), [one], later(3));
  const again = (await takeOverBatch(db, transport, later(60)))!;
  await deliverBatch(
    toolsFor(db, transport, () => later(60)),
    again,
  );
  expect(tried).toHaveLength(2);
  expect(tried[1]).toBe(tried[0]);
  expect(to()).toHaveLength(3);
  await run(db, transport, later(60), 4);
  expect((await updateRow(db, id)).state).toBe("sent");
});

test("a pause takes back what has not left, and what is stopped for good leaves nobody waiting", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  await seedSigners(db, people(900, one));
  const ann = await organiser(db);
  const id = await approvedUpdate(db, ann, updateDraft([one]));
  await sendNow(db, id);
  const { transport, left } = taker();
  await run(db, transport, now, 2);
  const before = left.length;
  expect(before).toBeGreaterThan(0);
  await releaseUpdates(db, "resend", later(3));
  const frozen = (await freezeBatch(db, transport, later(3)))!;
  await inOne(db, (tx) => pauseUpdate(tx, id, later(3)));
  await deliverBatch(
    toolsFor(db, transport, () => later(3)),
    frozen,
  );
  await run(db, transport, later(3), 3);
  expect(left).toHaveLength(before);
  const queue = await db
    .selectFrom("mail_message")
    .where("state", "=", "queued")
    .selectAll()
    .execute();
  expect(queue).toEqual([]);
  await inOne(db, (tx) => resumeUpdate(tx, id, later(10)));
  await run(db, transport, later(10), 8);
  expect(new Set(left.map(({ to }) => to)).size).toBe(900);
  expect(left).toHaveLength(900);
  expect(await updateRow(db, id)).toMatchObject({ state: "sent", has_left: 900 });

  const urgent = await approvedUpdate(db, ann, updateDraft([one]));
  await sendNow(db, urgent, later(100), "urgent");
  await run(db, transport, later(100), 1);
  await releaseUpdates(db, "resend", later(102));
  await inOne(db, (tx) => cancelUpdate(tx, urgent, undefined, later(102)));
  const sent = left.length;
  await run(db, transport, later(102), 3);
  expect(left).toHaveLength(sent);
  const waiting = await db
    .selectFrom("supporter_mail")
    .where("state", "in", ["waiting", "queued"])
    .selectAll()
    .execute();
  expect(waiting).toEqual([]);
});

test("an update that was stopped for good keeps nobody from the next, whatever became of their mail", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  await seedSigners(db, [...people(3, one), { person: 1, demand: two }]);
  const ann = await organiser(db);
  const first = await approvedUpdate(db, ann, updateDraft([one]));
  await sendNow(db, first);
  await releaseUpdates(db, "resend", later(1));
  await releaseUpdates(db, "resend", later(2));
  const { transport, to } = taker();
  // of one the outbox cancels the mail by itself, another takes theirs along
  await suppress(db, keyOf(0), "bounced", later(60), now);
  await withdraw(db, keys, keyOf(1), [two], later(2));
  const frozen = (await freezeBatch(db, transport, later(2)))!;
  await inOne(db, (tx) => cancelUpdate(tx, first, undefined, later(2)));
  await deliverBatch(
    toolsFor(db, transport, () => later(3)),
    frozen,
  );
  expect(to()).toEqual([]);
  expect(await db.selectFrom("supporter_mail").selectAll().execute()).toEqual([]);
  const second = await approvedUpdate(db, ann, updateDraft([one]));
  await sendNow(db, second, later(100));
  await run(db, transport, later(100), 3);
  expect(to()).toEqual([0, 1, 2].map(addressOf));
});

test("mails of which nobody knows stay while their update is stopped, or the campaign is closed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  await seedSigners(db, people(2, one));
  const ann = await organiser(db);
  const id = await approvedUpdate(db, ann, updateDraft([one]));
  await sendNow(db, id);
  const lost = { outcome: "unknown", problem: "no answer" } as const;
  const { transport: silent } = taker((parcels) => ({ fates: allOf({ parcels }, lost) }));
  await run(db, silent, now, 4);
  expect(await updateRow(db, id)).toMatchObject({ state: "sent", unknown: 2 });
  const tasks = await db.selectFrom("organiser_task").select("id").orderBy("id").execute();
  const again = (at: number) =>
    Promise.all(
      tasks.map((task) => inOne(db, (tx) => sendMailAgain(tx, mailHearer, task.id, later(at)))),
    );
  await inOne(db, (tx) => closeCampaign(tx, "Thank you", ann, later(10)));
  expect(new Set((await again(11)).map(({ said }) => said))).toEqual(new Set(["letter-held"]));
  expect(await updateRow(db, id)).toMatchObject({ state: "sent", unknown: 2 });
  await inOne(db, (tx) => reopenCampaign(tx, ann, later(12)));
  expect(new Set((await again(13)).map(({ said }) => said))).toEqual(new Set(["sent-again"]));
  const { transport, to } = taker();
  await run(db, transport, later(14), 4);
  expect(to()).toEqual([0, 1].map(addressOf));
  expect(await updateRow(db, id)).toMatchObject({ state: "sent", unknown: 0, has_left: 2 });
});

test("a mail that comes back is counted, and its address takes no other", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  await seedSigners(db, people(2, one));
  const id = await approvedUpdate(db, await organiser(db), updateDraft([one]));
  await sendNow(db, id);
  const { transport, left } = taker();
  await run(db, transport, now, 3);
  const event = (type: string, parcel: Parcel) => ({
    type,
    data: { tags: { message: parcel.id }, bounce: { type: "Permanent", subType: undefined } },
  });
  await takeWebhook(db, mailHearer, event("email.delivered", left[0]!), "m1", later(9));
  await takeWebhook(db, mailHearer, event("email.bounced", left[1]!), "m2", later(9));
  await takeWebhook(db, mailHearer, event("email.bounced", left[1]!), "m3", later(9));
  expect(await updateRow(db, id)).toMatchObject({ has_left: 2, returned: 1, state: "sent" });
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from suppression`.execute(db);
  expect(rows[0]!.n).toBe(1);
});
