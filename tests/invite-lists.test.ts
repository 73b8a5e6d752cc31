/** Lists from elsewhere are invited to sign: one mail each, to nobody who has signed or wants none. */

import fc from "fast-check";
import { expect, test } from "vitest";

import { linkToken } from "#app/keys.server.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { sendMailAgain } from "#app/organisers/send-again.server.ts";
import { shownList } from "#app/pages/supporters/shown-list.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { erase } from "#app/signatures/withdraw.server.ts";
import { forgetLists } from "#app/supporters/lists/forget-lists.server.ts";
import { getList } from "#app/supporters/lists/get-list.server.ts";
import { leastPerHour } from "#app/supporters/lists/list.ts";
import { neverAgain, whoseLink } from "#app/supporters/lists/never-again.server.ts";
import { readAddresses } from "#app/supporters/lists/read-addresses.server.ts";
import { releaseInvites } from "#app/supporters/lists/release-invites.server.ts";
import type { Db } from "#db/connection.ts";
import { uuidBytes } from "#db/uuid.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { freezeBatch } from "#emails/dispatch/freeze-batch.ts";
import type { Batch, Transport } from "#emails/transports/transport.ts";

import { freshDatabase } from "./support/database.ts";
import { deliveryTools, until } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { keyOf, makeDemand, signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";
import { givenList, listRow, move } from "./support/supporters.ts";
import { killNow, killsUpTo, startWorker } from "./support/workers-to-kill.ts";

const start = new Date("2026-06-01T12:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const days = (count: number) => later(count * 86_400);

/** A provider that takes all, and keeps where invitations went. */
function taking() {
  const taken: string[] = [];
  const headers: Record<string, string>[] = [];
  const transport: Transport = {
    ...{ name: "mailbox", batchSize: 100, close: () => Promise.resolve() },
    send: ({ parcels }: Batch) => {
      const invitations = parcels.filter(({ tags }) => tags.kind === "sign-invitation");
      taken.push(...invitations.map(({ to }) => to));
      headers.push(...invitations.map((parcel) => parcel.headers));
      return Promise.resolve({
        fates: parcels.map(({ id }) => ({ outcome: "accepted", providerId: id })),
      });
    },
  };
  return { taken, headers, transport };
}

const delivery = (db: Db, transport: Transport, now: () => Date) => ({
  ...deliveryTools(db, transport),
  openRecipient: (mail: Parameters<typeof openRecipient>[1]) => openRecipient(testKeys, mail),
  clock: now,
});

/** Releases and delivers for some seconds. */
async function work(db: Db, transport: Transport, from: number, seconds: number): Promise<void> {
  for (let second = from; second <= from + seconds; second++) {
    const now = later(second);
    await releaseInvites(db, testKeys, "mailbox", now);
    for (;;) {
      const batch = await freezeBatch(db, { name: "mailbox", batchSize: 100 }, now);
      if (!batch) break;
      if (batch.rows.length > 0)
        await deliverBatch(
          delivery(db, transport, () => now),
          batch,
        );
    }
  }
}

test("a file is read however it is written, each inbox once, and lines without an address are named", () => {
  const read = (text: string) => readAddresses("list.csv", Buffer.from(text));
  expect(
    read(
      "Name;E-Mail Address;Language\nAnn;Ann@Example.org;uk-UA\nBob;no address;\nAnn;ann+x@example.org;\n",
    ),
  ).toEqual({
    addresses: [
      {
        address: "Ann@example.org",
        canonical: "ann@example.org",
        inbox: "ann@example.org",
        locale: "uk",
      },
    ],
    unreadableLines: [3],
  });
  expect(read("Name\nAnn\n")).toHaveProperty("problems");
  expect(read("email\nnobody\n")).toHaveProperty("problems");
  expect(readAddresses("list.xlsx", Buffer.from("PK\x03\x04....."))).toHaveProperty("problems");
});

test("each gets one mail at its pace, with a link that ends it, and the addresses go as the mails settle", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const { taken, headers, transport } = taking();
  const list = await givenList(
    db,
    demand,
    ["a@example.org", "b@example.org", "c@example.org"],
    start,
    {
      perHour: 3_600,
    },
  );
  await work(db, transport, 0, 0);
  expect(taken).toEqual(["a@example.org"]);
  await work(db, transport, 1, 5);
  expect(taken).toEqual(["a@example.org", "b@example.org", "c@example.org"]);
  expect(headers[0]).toMatchObject({
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Unsubscribe": expect.stringMatching(
      /^<https:\/\/.*\/en\/no-more\/no-more-[\w-]+>$/,
    ) as string,
  });
  expect(await listRow(db, list)).toMatchObject({ state: "done", handled: 3 });
  const { rows } = await database.pool.query(
    "select recipient from mail_message where length(recipient) > 0 union all select address from invite",
  );
  expect(rows).toEqual([]);
  // the same people on another list get nothing, and after a year they may be asked again
  await givenList(db, demand, ["A@example.org", "new@example.org"], later(60));
  await work(db, transport, 60, 5);
  expect(taken.slice(3)).toEqual(["new@example.org"]);
  await forgetLists(db, days(367));
  expect(await db.selectFrom("invited").selectAll().execute()).toEqual([]);
});

test("who signs, says never again, or is blocked gets none, also where the mail is frozen already", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const { taken, transport } = taking();
  await signedAndConfirmed(db, wishFor([demand], "signed@example.org"), start);
  const before = await givenList(db, demand, ["never@example.org"], start);
  await work(db, transport, 0, 5);
  expect([(await listRow(db, before)).state, taken.splice(0)]).toEqual([
    "done",
    ["never@example.org"],
  ]);
  await neverAgain(db, keyOf("never@example.org"));
  await db.insertInto("blocked_domain").values({ domain: "blocked.example" }).execute();
  const people = ["signed@example.org", "never@example.org", "x@sub.blocked.example"];
  const list = await givenList(
    db,
    demand,
    [...people, "signs@example.org", "ok@example.org"],
    start,
  );
  expect(await listRow(db, list)).toMatchObject({ addresses: 5, set_aside: 3 });
  expect(
    await db
      .selectFrom("invite")
      .select("signer_key")
      .where("signer_key", "=", keyOf(people[0]!))
      .execute(),
  ).toEqual([]);
  await releaseInvites(db, testKeys, "mailbox", later(1));
  const batch = (await freezeBatch(db, { name: "mailbox", batchSize: 100 }, later(1)))!;
  await signedAndConfirmed(db, wishFor([demand], "signs@example.org"), later(1));
  await deliverBatch(
    delivery(db, transport, () => later(1)),
    batch,
  );
  await work(db, transport, 2, 5);
  expect(taken).toEqual(["ok@example.org"]);
  expect(await listRow(db, list)).toMatchObject({ state: "done", handled: 5 });
});

test("a list that is paused or stopped lets nothing leave, frozen batches neither, and goes on exactly", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const { taken, transport } = taking();
  const people = Array.from({ length: 30 }, (_, index) => `p${index}@example.org`);
  const list = await givenList(db, demand, people, start);
  await releaseInvites(db, testKeys, "mailbox", later(0));
  const frozen = (await freezeBatch(db, { name: "mailbox", batchSize: 100 }, later(0)))!;
  await releaseInvites(db, testKeys, "mailbox", later(1));
  expect(await move(db, list, "pause", later(1))).toBe("list-paused");
  expect(await move(db, list, "pause", later(1))).toBe("list-not-running");
  await deliverBatch(
    delivery(db, transport, () => later(2)),
    frozen,
  );
  await work(db, transport, 3, 5);
  expect(taken).toEqual([]);
  expect(await db.selectFrom("invited").selectAll().execute()).toEqual([]);
  await move(db, list, "resume", later(10));
  await work(db, transport, 10, 1);
  expect(taken.length).toBeGreaterThan(0);
  expect(taken.length).toBeLessThan(30);
  expect(await move(db, list, "cancel", later(12))).toBe("list-cancelled");
  const left = taken.length;
  await work(db, transport, 12, 5);
  expect(taken).toHaveLength(left);
  expect(new Set(taken).size).toBe(left);
  expect(await db.selectFrom("invite").selectAll().execute()).toEqual([]);
  // those who had no mail may be invited by another list
  await givenList(db, demand, people, later(20));
  await work(db, transport, 20, 10);
  expect(taken.toSorted()).toEqual(people.toSorted());
});

test("nothing leaves while the demand is closed, and addresses are kept for 30 days at most", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const { taken, transport } = taking();
  const running = await givenList(db, demand, ["a@example.org"], start);
  const unbegun = await givenList(db, demand, ["b@example.org"], start, { begun: false });
  await db.updateTable("demand").set({ state: "closed" }).where("id", "=", demand).execute();
  await work(db, transport, 1, 3);
  expect(taken).toEqual([]);
  expect(await move(db, unbegun, "begin", later(5))).toBe("list-demand-closed");
  await forgetLists(db, days(8));
  expect(await listRow(db, unbegun)).toMatchObject({ state: "dropped" });
  expect(await listRow(db, running)).toMatchObject({ state: "running" });
  await forgetLists(db, days(30));
  expect(await listRow(db, running)).toMatchObject({ state: "cancelled" });
  expect(await db.selectFrom("invite").selectAll().execute()).toEqual([]);
});

test("a link works for 30 days, sees what is kept, and erasing takes the invitation along", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const { taken, transport } = taking();
  await givenList(db, demand, ["ann@example.org", "bob@example.org"], start, { perHour: 60 });
  await work(db, transport, 0, 2);
  expect(taken).toEqual(["ann@example.org"]);
  const { id } = await db.selectFrom("mail_message").select("id").executeTakeFirstOrThrow();
  const token = linkToken(testKeys, "no-more", uuidBytes(id));
  expect(await whoseLink(db, testKeys, token, days(29))).toEqual(keyOf("ann@example.org"));
  expect(await whoseLink(db, testKeys, token, days(31))).toBe("expired");
  expect(await whoseLink(db, testKeys, `${token.slice(0, -2)}AA`, start)).toBe("unknown");

  const bob = (await getHeld(db, testKeys, keyOf("bob@example.org")))!;
  expect(bob).toMatchObject({ invitesTo: ["bob@example.org"], addresses: ["bob@example.org"] });
  await erase(db, testKeys, bob, later(3));
  expect(await getHeld(db, testKeys, keyOf("bob@example.org"))).toBeUndefined();
  const ann = (await getHeld(db, testKeys, keyOf("ann@example.org")))!;
  expect(ann.invitedAt).toEqual(later(0));
  await erase(db, testKeys, ann, later(3));
  expect(await getHeld(db, testKeys, keyOf("ann@example.org"))).toBeUndefined();
  expect(await whoseLink(db, testKeys, token, days(1))).toBe("expired");
  await work(db, transport, 60, 5);
  expect(taken).toEqual(["ann@example.org"]);
});

test("who erases everything while the mail is frozen, and has surely not left, gets none", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const { taken, transport } = taking();
  const list = await givenList(db, demand, ["ann@example.org", "bob@example.org"], start);
  await releaseInvites(db, testKeys, "mailbox", later(1));
  const batch = (await freezeBatch(db, { name: "mailbox", batchSize: 100 }, later(1)))!;
  expect(batch.rows).toHaveLength(2);
  await erase(db, testKeys, (await getHeld(db, testKeys, keyOf("ann@example.org")))!, later(1));
  await deliverBatch(
    delivery(db, transport, () => later(1)),
    batch,
  );
  expect(taken).toEqual(["bob@example.org"]);
  await work(db, transport, 2, 3);
  expect(taken).toEqual(["bob@example.org"]);
  const told = (await getList(db, list))!;
  expect(shownList(told, new Map())).toMatchObject({ state: "done", addresses: 2, handled: 2 });
});

test("invitations of which nobody knows are sent again to those alone who may still be invited", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const { taken, transport } = taking();
  const silent: Transport = {
    ...transport,
    send: ({ parcels }) =>
      Promise.resolve({
        fates: parcels.map(() => ({ outcome: "unknown" as const, problem: "no answer" })),
      }),
  };
  const people = ["signs@example.org", "never@example.org", "ok@example.org"];
  const list = await givenList(db, demand, people, start);
  await work(db, silent, 1, 4);
  expect(await listRow(db, list)).toMatchObject({ state: "done" });
  // those whose mail nobody knows of are invited by no other list
  await givenList(db, demand, people, later(5));
  await work(db, transport, 5, 3);
  expect(taken).toEqual([]);
  await signedAndConfirmed(db, wishFor([demand], "signs@example.org"), later(9));
  await neverAgain(db, keyOf("never@example.org"));
  const tasks = await db.selectFrom("organiser_task").select("id").orderBy("id").execute();
  for (const { id } of tasks)
    expect(
      (await db.transaction().execute((tx) => sendMailAgain(tx, mailHearer, id, later(10)))).said,
    ).toBe("sent-again");
  await work(db, transport, 10, 4);
  expect(taken).toEqual(["ok@example.org"]);
  expect(await db.selectFrom("invite").selectAll().execute()).toEqual([]);
  const barred = await db.selectFrom("invited").select(["signer_key", "never"]).execute();
  expect(barred.filter(({ never }) => never).map(({ signer_key }) => signer_key)).toEqual([
    keyOf("never@example.org"),
  ]);
  expect(barred).toHaveLength(3);
});

test("invitations of which nobody knows stay where they are while their list is stopped", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const { taken, transport } = taking();
  const silent: Transport = {
    ...transport,
    send: ({ parcels }) =>
      Promise.resolve({
        fates: parcels.map(() => ({ outcome: "unknown" as const, problem: "no answer" })),
      }),
  };
  const list = await givenList(db, demand, ["a@example.org", "b@example.org"], start, {
    perHour: 60,
  });
  await work(db, silent, 1, 2);
  await move(db, list, "cancel", later(4));
  const { id } = await db.selectFrom("organiser_task").select("id").executeTakeFirstOrThrow();
  const again = db.transaction().execute((tx) => sendMailAgain(tx, mailHearer, id, later(5)));
  expect(await again).toEqual({ said: "letter-held" });
  await work(db, transport, 6, 3);
  expect(taken).toEqual([]);
});

test("a list that is begun on the last day that it waits is through before its addresses go", () => {
  const hours = (30 - 1 - 7) * 24;
  expect(leastPerHour(50_000) * hours).toBeGreaterThanOrEqual(50_000);
});

type Step =
  ["give", number[]] | ["sign" | "never" | "pause" | "resume" | "cancel" | "work", number];

test("whatever happens in whatever order: nobody twice, and nobody who has signed or wants no mail", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const person = fc.integer({ min: 0, max: 5 });
  const step = fc.oneof(
    fc.tuple(fc.constant("give"), fc.array(person, { minLength: 1, maxLength: 6 })),
    fc.tuple(fc.constantFrom("sign", "never", "pause", "resume", "cancel"), person),
    fc.tuple(fc.constant("work"), fc.integer({ min: 1, max: 2 })),
  ) as fc.Arbitrary<Step>;
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      round += 1;
      const begun = round * 1_000;
      const at = (who: number) => `r${round}-${who}@example.org`;
      const { taken, transport } = taking();
      const may = new Map<string, number>();
      const lists: number[] = [];
      let second = begun;
      for (const [deed, of] of steps) {
        second += 3;
        const now = later(second);
        if (deed === "give")
          lists.push(await givenList(db, demand, of.map(at), now, { perHour: 7_200 }));
        else if (deed === "work") {
          await work(db, transport, second, of);
          second += of;
        } else if (deed === "never" && !taken.includes(at(of))) {
          // the link stands in the mail alone
          continue;
        } else if (deed === "sign" || deed === "never") {
          const isOut = deed === "sign" || (await neverAgain(db, keyOf(at(of))));
          if (deed === "sign") await signedAndConfirmed(db, wishFor([demand], at(of)), now);
          if (isOut && !may.has(at(of)))
            may.set(at(of), taken.filter((to) => to === at(of)).length);
        } else if (lists.length > 0) await move(db, lists[of % lists.length]!, deed, now);
      }
      for (const list of lists) await move(db, list, "resume", later(second));
      await work(db, transport, second + 3, 20);
      expect(new Set(taken).size).toBe(taken.length);
      for (const [address, count] of may)
        expect([address, taken.filter((to) => to === address).length]).toEqual([address, count]);
    }),
    { numRuns: 15 },
  );
});

test("workers killed again and again, two at a time: each is invited exactly once", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  await using standIn = await startStandIn({ faultRate: 0.1 });
  const demand = await makeDemand(db, "one");
  const count = 1_200;
  const people = Array.from({ length: count }, (_, index) => `p${index}@example.org`);
  const fast = new Date(Date.UTC(2026, 0, 1) + (Date.now() - Date.UTC(2026, 0, 1)) * 40);
  const list = await givenList(db, demand, people, fast, { perHour: 18_000 });
  const begin = () => startWorker("invites-child.ts", url, standIn.url);
  let workers = [begin(), begin()];
  try {
    for (const goal of killsUpTo(3, 900)) {
      await until(() => standIn.taken.length >= goal);
      await Promise.all(workers.map(killNow));
      workers = [begin(), begin()];
    }
    await until(async () => (await listRow(db, list)).state === "done");
  } finally {
    await Promise.all(workers.map(killNow));
  }
  expect([...standIn.counts.values()].filter((one) => one !== 1)).toEqual([]);
  expect(standIn.counts.size).toBe(count);
  expect(standIn.wrong).toEqual([]);
  expect(await db.selectFrom("invite").selectAll().execute()).toEqual([]);
});
