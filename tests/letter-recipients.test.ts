import { expect, test } from "vitest";

import { countCopies, progressOf } from "#app/letters/copy-life.ts";
import { listCopies } from "#app/letters/copies.server.ts";
import { lookAt } from "#app/letters/drafting/approval.server.ts";
import { leaveOut, putBack } from "#app/letters/steering/leave-out.server.ts";
import { composeLetter } from "#app/letters/write-letter.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import { unseal } from "#app/keys.server.ts";
import { uuidBytes } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approved,
  draft,
  inOne,
  letterRow,
  mailedCopies,
  organiser,
  send,
  sendAll,
} from "./support/letters.ts";

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
  const troops = await seedDemand(db, "troops", "Troops out", 100, [12, 4]);
  const ann = await organiser(db);
  const first = await approved(
    db,
    ann,
    draft([troops], { audience: { to: "members", members: [1] } }),
  );
  await send(db, first);
  await sendAll(db, first);
  await db.updateTable("demand").set({ signature_count: 130 }).execute();
  await db.updateTable("tally_place").set({ signature_count: 20 }).execute();
  const second = await approved(
    db,
    ann,
    draft([troops], {
      body: "{{total}} in all; {{since.last}} new; {{since.last.constituency}} here.",
    }),
  );
  await send(db, second, { at: later(40 * 86_400) });
  await sendAll(db, second, later(40 * 86_400));
  expect((await mailedCopies(db, second)).map(({ body }) => body)).toEqual([
    "130 in all; 30 new; 8 here.",
    "130 in all.",
  ]);
  // at first too few had signed in the second place to be told, so how many are new is not told either
  const third = await approved(
    db,
    ann,
    draft([troops], { body: "{{total}} in all; {{since.last.constituency}} here." }),
  );
  await db.updateTable("letter_total").set({ signature_count: 4 }).execute();
  await send(db, third, { at: later(80 * 86_400) });
  await sendAll(db, third, later(80 * 86_400));
  expect((await mailedCopies(db, third)).map(({ body }) => body)).toEqual(
    Array(2).fill("130 in all."),
  );
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
  expect(await to({ audience: { to: "region", regions: ["North"] } })).toEqual([1, 3, 5]);
  expect(await to({ audience: { to: "party", parties: ["Blue"] } })).toEqual([3, 6]);
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
  expect(progressOf(counts)).toMatchObject({ left: 1, all: 1 });
});

test("a member whom the demo made up is mailed nothing in earnest, when put back into a letter too", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const troops = await seedDemand(db, "troops", "Troops out", 100, []);
  const ann = await organiser(db);
  const id = await approved(db, ann, draft([troops]));
  await send(db, id);
  await inOne(db, (tx) => leaveOut(tx, id, 1, ann, now));
  await db.insertInto("sample_row").values({ kind: "member", id: 1 }).execute();
  expect((await inOne(db, (tx) => putBack(tx, id, 1, now))).said).toBe("put-back");
  await sendAll(db, id);
  expect((await mailedCopies(db, id)).map(({ member }) => member)).toEqual([2]);
  const letter = (await getLetter(db, String(id)))!;
  const counts = countCopies(await listCopies(db, letter, true, now));
  expect(counts).toMatchObject({ sent: 1, "no-address": 1 });

  // and whoever approves sees no address
  const next = await inOne(db, (tx) => composeLetter(tx, ann, draft([troops]), now));
  const another = (await getLetter(db, String(next.id)))!;
  const { seen } = await lookAt(db, another, { rehearsal: false, everyone: true }, now);
  expect(seen.parts.find(({ key }) => key === "member-1")!.value).toBe("no address is known");
});

test("two letters about one demand sent at once reach no member twice", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 20);
  const troops = await seedDemand(db, "troops", "Troops out", 100, []);
  const ann = await organiser(db);
  const ids = [];
  for (let count = 0; count < 4; count++) ids.push(await approved(db, ann, draft([troops])));
  const said = await Promise.all(ids.map((id) => send(db, id)));
  expect(said.sort()).toEqual(["nobody", "nobody", "nobody", "sending"]);
  expect(await db.selectFrom("letter_copy").selectAll().execute()).toHaveLength(20);
});
