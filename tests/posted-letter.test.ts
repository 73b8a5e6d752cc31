/** A letter on paper: who gets a sheet, what stands on each, and that a whole House is printed. */
import { expect, test } from "vitest";

import { getAskedCopy } from "#app/answers/given/get-copy.server.ts";
import { printRun } from "#app/components/letters/print-run.tsx";
import { readAnswerToken } from "#app/letters/copy-links.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import type { PostedTo } from "#app/letters/paper/posted.ts";
import { countPosted, listPosted } from "#app/letters/paper/posted-copies.server.ts";
import { getPublicCopy } from "#app/letters/preview-copy.server.ts";
import { houseAddress } from "#app/members/house-address.ts";
import { preparePrint } from "#app/pages/letters/print-letter.server.ts";
import type { Config } from "#app/config.server.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, now, seedDemand, seedHouse } from "./support/house.ts";
import { approved, draft, organiser, send, sendAll } from "./support/letters.ts";

const ORIGIN = "https://demands.example.org";
const campaign = {
  ...{ version: 1, names: { en: "The Campaign" }, email: "us@example.org" },
  ...{ address: "1 Example Street", telephone: "020 7946 0123", sender: "Alex Example" },
};

/** The whole document. */
async function printed(db: Db, id: number, to: PostedTo): Promise<string> {
  const letter = (await getLetter(db, String(id)))!;
  const tools = {
    ...{ db, keys, config: { origin: ORIGIN } as Config },
    campaign: { now: () => campaign } as never,
  };
  const counted = { ...letter, countedAt: letter.countedAt! };
  const { number, portions } = await preparePrint(tools, counted, to);
  const run = { subject: letter.subject, number, portions, back: "/x", stylesheet: "/x.css" };
  let html = "";
  for await (const part of printRun(run)) html += part;
  return html;
}

const titlesIn = (html: string) =>
  [...html.matchAll(/<span>(Member \d+ MP)<\/span>/g)].map(([, title]) => title);

test("a whole House is one document: a sheet each, with its own number and its own way to answer", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 650);
  await db.deleteFrom("member_contact").where("member_id", ">", 600).execute();
  const demand = await seedDemand(db, "troops", "Troops out", 5000, [50, 4]);
  const id = await approved(db, await organiser(db), draft([demand]));
  expect(await countPosted(db, id)).toEqual({ all: 0, unreached: 0 });
  await send(db, id);
  const letter = (await getLetter(db, String(id)))!;
  expect(await countPosted(db, id)).toEqual({ all: 650, unreached: 50 });
  const html = await printed(db, id, "all");
  expect(new Set(titlesIn(html)).size).toBe(650);
  expect(html.match(/<article/g)).toHaveLength(650);
  const tokens = [...html.matchAll(/aria-label="Answer online"/g)];
  expect(tokens).toHaveLength(650);
  const [, first] = /Answer online: (.*?)<\/p>/.exec(html)!;
  const token = first!.replace(/<wbr\/?>/g, "").split("/answer/")[1]!;
  expect(readAnswerToken(keys, token)).toEqual({ letterId: id, memberId: 1 });
  expect(html).toContain("50 in Place 001");
  expect(html).toContain("fewer than 5 in Place 002");
  // the public reads the same words, and no way to answer for the office
  const open = await getPublicCopy(db, letter, "E14000001");
  expect(JSON.stringify(open)).not.toContain("/answer/");
  const unreached = await printed(db, id, "unreached");
  expect(titlesIn(unreached)[0]).toBe("Member 601 MP");
  // who has no email address answers by the link on paper, and checks the copy by the other
  const [, line] = /Answer online: (.*?)<\/p>/.exec(unreached)!;
  const onPaper = line!.replace(/<wbr\/?>/g, "").split("/answer/")[1]!;
  expect(await getAskedCopy(db, keys, onPaper)).toMatchObject({ letterId: id, memberId: 601 });
  expect(await getPublicCopy(db, letter, "E14000601")).toMatchObject({ member: { id: 601 } });
});

test("who asked not to be written to, or holds the seat no longer, gets no paper", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 5);
  await db.deleteFrom("member_contact").where("member_id", "=", 2).execute();
  const demand = await seedDemand(db, "troops", "Troops out", 100, [50]);
  const who = await organiser(db);
  const id = await approved(db, who, draft([demand]));
  await send(db, id);
  await sendAll(db, id);
  await db
    .insertInto("do_not_write")
    .values({
      ...{ member_id: 3, reason: "Asked", asked_on: "2026-03-04", set_by: who, set_at: now },
    })
    .execute();
  await db
    .updateTable("membership")
    .set({ ended_on: "2026-03-04" })
    .where("member_id", "=", 4)
    .execute();
  await db
    .updateTable("letter_copy")
    .set({ state: "bounced" })
    .where("member_id", "=", 5)
    .execute();
  const letter = (await getLetter(db, String(id)))!;
  const membersOf = async (to: PostedTo) =>
    (await listPosted(db, letter, to)).map(({ memberId }) => memberId);
  expect(await membersOf("all")).toEqual([1, 2, 5]);
  expect(await membersOf("unreached")).toEqual([2, 5]);
});

test("no paper goes to who was left out, of a letter stopped for good, or while all letters are stopped", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  await db.deleteFrom("member_contact").where("member_id", ">", 1).execute();
  const demand = await seedDemand(db, "troops", "Troops out", 100, [50]);
  const who = await organiser(db);
  const id = await approved(db, who, draft([demand]));
  await send(db, id);
  expect(await countPosted(db, id)).toEqual({ all: 3, unreached: 2 });
  await db
    .insertInto("letter_left_out")
    .values({ letter_id: id, member_id: 2, left_out_by: who, left_out_at: now })
    .execute();
  expect(await countPosted(db, id)).toEqual({ all: 2, unreached: 1 });
  const stopAll = (letters_stopped: boolean) =>
    db.updateTable("legislature").set({ letters_stopped }).execute();
  await stopAll(true);
  expect(await countPosted(db, id)).toEqual({ all: 0, unreached: 0 });
  await stopAll(false);
  expect(await countPosted(db, id)).toEqual({ all: 2, unreached: 1 });
  await db.updateTable("letter").set({ state: "cancelled" }).execute();
  expect(await countPosted(db, id)).toEqual({ all: 0, unreached: 0 });
});

test("on the sheets of a rehearsal nobody is asked to answer", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const demand = await seedDemand(db, "troops", "Troops out", 100, [50]);
  const id = await approved(db, await organiser(db), draft([demand]));
  await send(db, id, { live: false });
  const html = await printed(db, id, "all");
  expect(html.match(/<article/g)).toHaveLength(2);
  expect(html).not.toContain("/answer/");
});

test("the House of Commons has an address, others have the name alone", () => {
  expect(houseAddress("uk-commons")).toEqual(["House of Commons", "London SW1A 0AA"]);
  expect(houseAddress("house")).toEqual([]);
});
