import { expect, test } from "vitest";

import { approveLetter } from "#app/letters/approve-letter.server.ts";
import { countCopies, progressOf } from "#app/letters/copy-state.ts";
import { listCopies } from "#app/letters/copies.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import { getCopy, mailTestCopy } from "#app/letters/preview-copy.server.ts";
import { getPublished, listPublished, listSentPlaces } from "#app/letters/published.server.ts";
import { releaseCopies } from "#app/letters/release-copies.server.ts";
import { resumeLetter, stopLetters } from "#app/letters/steer-letter.server.ts";
import { composeLetter, reviseLetter } from "#app/letters/write-letter.server.ts";
import { unseal } from "#app/keys.server.ts";
import { uuidBytes } from "#db/uuid.ts";

import { freshDatabase } from "./database.ts";
import {
  approved,
  draft,
  inOne,
  keys,
  later,
  letterRow,
  mailedCopies,
  now,
  organiser,
  seedDemand,
  seedHouse,
  send,
  sendAll,
} from "./letters.ts";

test("a lone organiser approves alone; with another one the author cannot", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const demand = await seedDemand(db, "troops", "Troops out", 10, []);
  const ann = await organiser(db);
  const { id } = await inOne(db, (tx) => composeLetter(tx, ann, draft([demand]), now));
  const olena = await organiser(db, "olena@example.org");
  const approve = (who: number) => inOne(db, (tx) => approveLetter(tx, id, who, now));
  expect(await approve(ann)).toMatchObject({ said: "approve-other" });
  expect(await send(db, id)).toBe("not-approved");
  // whoever changes the words is their author
  await inOne(db, (tx) => reviseLetter(tx, id, olena, draft([demand])));
  expect(await approve(olena)).toMatchObject({ said: "approve-other" });
  expect(await approve(ann)).toMatchObject({ said: "approved" });
  expect(await approve(ann)).toMatchObject({ said: "not-draft" });
  const revised = await inOne(db, (tx) => reviseLetter(tx, id, ann, draft([demand])));
  expect(revised).toMatchObject({ said: "not-draft" });
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
    await Promise.all(Array.from({ length: 8 }, () => releaseCopies(db, keys, later(second))));
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
  expect(await listSentPlaces(db, id, [demand], undefined)).toEqual([
    { code: "E14000001", name: "Place 001", counts: [50] },
    { code: "E14000003", name: "Place 003", counts: [9] },
  ]);
  expect(await listSentPlaces(db, id, [demand], "E14000002")).toEqual([
    { code: "E14000002", name: "Place 002", counts: [null] },
  ]);
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

test("a member gets one letter about a demand in 30 days, unless a reason is written", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 4);
  const troops = await seedDemand(db, "troops", "Troops out", 100, []);
  const prisoners = await seedDemand(db, "prisoners", "Free them", 80, []);
  const ann = await organiser(db);
  const some = draft([troops], { audience: { to: "members", members: [1, 2] } });
  const first = await approved(db, ann, some);
  expect(await send(db, first)).toBe("sending");
  await sendAll(db, first);
  const leftOut = async (id: number) => {
    const letter = (await getLetter(db, String(id)))!;
    return countCopies(await listCopies(db, letter, true, now)).recent;
  };

  const again = await approved(db, ann, draft([prisoners, troops]));
  expect(await leftOut(again)).toBe(2);
  await send(db, again);
  expect(await leftOut(again)).toBe(2);
  await sendAll(db, again);
  expect((await mailedCopies(db, again)).map(({ member }) => member)).toEqual([3, 4]);

  const same = await approved(db, ann, some);
  expect(await send(db, same)).toBe("nobody");
  expect(await send(db, same, { reason: "There were shots fired today." })).toBe("sending");
  expect((await letterRow(db, same)).override_reason).toBe("There were shots fired today.");

  const month = await approved(db, ann, draft([prisoners]));
  await send(db, month, { at: later(31 * 86_400) });
  expect(await leftOut(month)).toBe(0);
});

test("since the last letter counts from the last one about that demand to that member", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const troops = await seedDemand(db, "troops", "Troops out", 100, []);
  const ann = await organiser(db);
  const first = await approved(
    db,
    ann,
    draft([troops], { audience: { to: "members", members: [1] } }),
  );
  await send(db, first);
  await sendAll(db, first);
  await db.updateTable("demand").set({ signature_count: 130 }).execute();
  const second = await approved(db, ann, draft([troops], { body: "{{since.last}} new" }));
  await send(db, second, { at: later(40 * 86_400) });
  await sendAll(db, second, later(40 * 86_400));
  expect((await mailedCopies(db, second)).map(({ body }) => body)).toEqual(["30 new", "130 new"]);
});

test("a letter goes to a region, a party, or where enough people signed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 6);
  const troops = await seedDemand(db, "troops", "Troops out", 100, [4, 5, 50]);
  const ann = await organiser(db);
  const to = async (audience: Parameters<typeof draft>[1]) => {
    const id = await approved(db, ann, draft([troops], audience));
    const copies = await listCopies(db, (await getLetter(db, String(id)))!, true, now);
    return copies.map(({ memberId }) => memberId);
  };
  expect(await to({ audience: { to: "region", region: "North" } })).toEqual([1, 3, 5]);
  expect(await to({ audience: { to: "party", party: "Blue" } })).toEqual([3, 6]);
  expect(await to({ audience: { to: "threshold", threshold: 5 } })).toEqual([2, 3]);
});

test("when mail is live a member without an address gets none, in a rehearsal everybody does", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  await db.deleteFrom("member_contact").where("member_id", "=", 2).execute();
  const troops = await seedDemand(db, "troops", "Troops out", 100, []);
  const ann = await organiser(db);
  const rehearsal = await approved(db, ann, draft([troops]));
  await send(db, rehearsal, { live: false });
  await sendAll(db, rehearsal);
  const mails = await db.selectFrom("mail_message").selectAll().orderBy("id").execute();
  const recipients = mails.map(({ id, recipient, key_version }) =>
    unseal(keys, uuidBytes(id), { bytes: recipient, keyVersion: key_version }),
  );
  expect(recipients.sort()).toEqual(["member-1@example.invalid", "member-2@example.invalid"]);

  // a rehearsal does not stand in the way of the letter itself
  const live = await approved(db, ann, draft([troops]));
  await send(db, live, { live: true });
  await sendAll(db, live);
  expect((await mailedCopies(db, live)).map(({ member }) => member)).toEqual([1]);
  const counts = countCopies(await listCopies(db, (await getLetter(db, String(live)))!, true, now));
  expect(counts).toMatchObject({ sent: 1, "no-address": 1 });
  expect(progressOf(counts)).toEqual({ left: 1, all: 1 });
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
  await releaseCopies(db, keys, now);
  await inOne(db, stopLetters);
  expect((await letterRow(db, underWay)).state).toBe("paused");
  expect(await send(db, ready)).toBe("letters-stopped");
  const resumed = await inOne(db, (tx) => resumeLetter(tx, underWay, now));
  expect(resumed).toMatchObject({ said: "letters-stopped" });
  expect(await releaseCopies(db, keys, later(3600))).toBe(0);
});

test("a test copy goes to the organiser alone and leaves no trace at any member", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const troops = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([troops]));
  const letter = (await getLetter(db, String(id)))!;
  await inOne(db, (tx) => mailTestCopy(tx, keys, letter, "ann@example.org", now));
  const mails = await db.selectFrom("mail_message").select(["kind", "params"]).execute();
  expect(mails).toMatchObject([{ kind: "letter-test", params: { subject: "To Member 1" } }]);
  expect(await db.selectFrom("letter_copy").selectAll().execute()).toEqual([]);
});
