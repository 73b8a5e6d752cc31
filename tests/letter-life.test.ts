import { expect, test } from "vitest";

import { draftVersion } from "#app/letters/drafting/seen.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import type { Draft } from "#app/letters/letter.ts";
import { getCopy } from "#app/letters/preview-copy.server.ts";
import { getPublished, listPublished } from "#app/letters/published.server.ts";
import { getSentCounts, listSentPlaces } from "#app/letters/public/sent-places.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { resumeLetter } from "#app/letters/pause-letter.server.ts";
import { stopLetters } from "#app/letters/stop-letters.server.ts";
import { mailTestCopy } from "#app/letters/test-copy.server.ts";
import { composeLetter, reviseLetter } from "#app/letters/write-letter.server.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approve,
  approved,
  draft,
  inOne,
  letterRow,
  mailedCopies,
  organiser,
  send,
  sendAll,
} from "./support/letters.ts";

test("a lone organiser approves alone; with another one the author cannot", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const demand = await seedDemand(db, "troops", "Troops out", 10, []);
  const ann = await organiser(db);
  const { id } = await inOne(db, (tx) => composeLetter(tx, ann, draft([demand]), now));
  const olena = await organiser(db, "olena@example.org");
  const revise = async (who: number, wish: Draft) => {
    const saw = draftVersion((await getLetter(db, String(id)))!);
    return (await inOne(db, (tx) => reviseLetter(tx, id, who, wish, saw))).said;
  };
  expect(await approve(db, id, ann)).toBe("approve-other");
  expect(await send(db, id)).toBe("not-approved");
  // whoever changes the words is their author
  const more = draft([demand], { body: "{{total}} and more." });
  expect(await revise(olena, more)).toBe("revised");
  expect(await approve(db, id, olena)).toBe("approve-other");
  // who changes nothing has written nothing
  expect(await revise(ann, more)).toBe("revised");
  expect(await approve(db, id, olena)).toBe("approve-other");
  expect(await approve(db, id, ann)).toBe("approved");
  expect(await approve(db, id, ann)).toBe("approved");
  expect(await revise(ann, draft([demand]))).toBe("not-draft");
});

test("twenty sends at once make one set of copies and one snapshot", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 30);
  const demand = await seedDemand(db, "troops", "Troops out", 100, [50, 4]);
  const id = await approved(db, await organiser(db), draft([demand]));
  const said = await Promise.all(Array.from({ length: 20 }, () => send(db, id)));
  expect(said.filter((one) => one === "sending")).toHaveLength(1);
  expect(said.filter((one) => one === "sent-already")).toHaveLength(19);
  const copies = await db.selectFrom("letter_copy").selectAll().execute();
  expect(copies).toHaveLength(30);
  const totals = await db.selectFrom("letter_total").selectAll().orderBy("place").execute();
  expect(totals.map((row) => row.signature_count)).toEqual([100, 50, 4]);
});

test("releasing in many processes at once mails each member one copy", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 40);
  const demand = await seedDemand(db, "troops", "Troops out", 100, [50]);
  const wish = draft([demand], { perHour: 100_000 });
  const id = await approved(db, await organiser(db), wish);
  await send(db, id);
  for (const second of [0, 1, 2, 3])
    await Promise.all(
      Array.from({ length: 8 }, () => releaseCopies(db, keys, "mailbox", later(second))),
    );
  const mails = await mailedCopies(db, id);
  expect(mails).toHaveLength(40);
  expect(new Set(mails.map(({ member }) => member)).size).toBe(40);
});

test("650 members get 650 copies that differ, each with its own constituency’s number", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 650);
  const counts = Array.from({ length: 650 }, (_, index) => (index * 7) % 100);
  const demand = await seedDemand(db, "troops", "Troops out", 31_000, counts);
  const wish = draft([demand], { perHour: 100_000 });
  const id = await approved(db, await organiser(db), wish);
  await send(db, id);
  await sendAll(db, id);
  const mails = await mailedCopies(db, id);
  expect(mails).toHaveLength(650);
  expect(new Set(mails.map(({ body }) => body)).size).toBe(650);
  for (const { member, body, subject } of mails) {
    const count = counts[member - 1]!;
    const shown = count < 5 ? "fewer than 5" : String(count);
    const place = `Place ${String(member).padStart(3, "0")}`;
    expect(subject).toBe(`To Member ${member}`);
    expect(body).toBe(`31\\,000 signed Troops out, ${shown} in ${place}.`);
  }
  expect((await letterRow(db, id)).state).toBe("sent");
});

test("the snapshot does not move with later signatures, in copies, previews or in public", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  const demand = await seedDemand(db, "troops", "Troops out", 100, [50, 4, 9]);
  const id = await approved(db, await organiser(db), draft([demand]));
  const before = await getCopy(db, (await getLetter(db, String(id)))!, 3);
  await send(db, id);
  await db.updateTable("demand").set({ signature_count: 200 }).execute();
  await db.updateTable("tally_place").set({ signature_count: 60 }).execute();
  const waiting = await getCopy(db, (await getLetter(db, String(id)))!, 3);
  expect(waiting).toEqual(before);
  await sendAll(db, id);
  const [first, second, third] = await mailedCopies(db, id);
  expect(first!.body).toContain("100 signed Troops out, 50 in");
  expect(second!.body).toContain("fewer than 5 in");
  expect(third!.body).toBe(before!.body);
  const published = (await getPublished(db, String(id), "en"))!;
  expect(published.demands).toMatchObject([{ slug: "troops", total: 100 }]);
  expect(await listSentPlaces(db, id, [demand])).toMatchObject([
    { code: "E14000001", name: "Place 001", counts: [50] },
    { code: "E14000002", name: "Place 002", counts: [null] },
    { code: "E14000003", name: "Place 003", counts: [9] },
  ]);
  expect(await getSentCounts(db, id, [demand], "E14000001")).toEqual([50]);
  expect(await getSentCounts(db, id, [demand], "E14000002")).toEqual([null]);
});

test("drafts and approved letters are unknown to the public", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 1);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([demand]));
  expect(await getPublished(db, String(id), "en")).toBeUndefined();
  expect(await listPublished(db, "en")).toEqual([]);
  await send(db, id);
  expect(await listPublished(db, "en")).toHaveLength(1);
});

test("while letters are stopped none is sent, and those on their way are held", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 5);
  const troops = await seedDemand(db, "troops", "Troops out", 100, []);
  const ann = await organiser(db);
  const underWay = await approved(db, ann, draft([troops]));
  const ready = await approved(db, ann, draft([troops]));
  await send(db, underWay);
  await releaseCopies(db, keys, "mailbox", now);
  await inOne(db, stopLetters);
  expect((await letterRow(db, underWay)).state).toBe("paused");
  expect(await send(db, ready)).toBe("letters-stopped");
  const resumed = await inOne(db, (tx) => resumeLetter(tx, underWay, now));
  expect(resumed).toMatchObject({ said: "letters-stopped" });
  expect(await releaseCopies(db, keys, "mailbox", later(3600))).toBe(0);
});

test("a test copy goes to the organiser alone and leaves no trace at any member", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const troops = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([troops]));
  await inOne(db, (tx) => mailTestCopy(tx, keys, id, "ann@example.org", now, true));
  const mails = await db.selectFrom("mail_message").select(["kind", "params"]).execute();
  expect(mails).toMatchObject([{ kind: "letter-test", params: { subject: "To Member 1" } }]);
  expect(await db.selectFrom("letter_copy").selectAll().execute()).toEqual([]);
});
