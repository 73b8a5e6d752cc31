import { expect, test } from "vitest";

import { getLetter } from "#app/letters/get-letter.server.ts";
import { getPublicCopy } from "#app/letters/preview-copy.server.ts";
import { listSentPlaces } from "#app/letters/public/sent-places.server.ts";
import { readableSubject, subjectInBrackets } from "#app/letters/text/fields.ts";
import { composeLetter } from "#app/letters/write-letter.server.ts";

import { freshDatabase } from "./support/database.ts";
import { now, seedDemand, seedHouse } from "./support/house.ts";
import { approve, approved, draft, inOne, letterRow, organiser, send } from "./support/letters.ts";

test("a subject reads as a heading, without braces", () => {
  expect(readableSubject("What people in {{constituency}} ask of you")).toBe(
    "What people in your constituency ask of you",
  );
  expect(subjectInBrackets("{{ mp.name }}: what {{constituency}} asks of you")).toBe(
    "[member’s name]: what [constituency] asks of you",
  );
  expect(readableSubject("{{ mp.name }}, please answer")).toBe("Your MP, please answer");
});

test("an office reads its own copy with the totals as counted, small numbers not told", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  const demand = await seedDemand(db, "troops", "Troops out", 100, [50, 4]);
  const audience = { to: "members" as const, members: [1, 2] };
  const id = await approved(db, await organiser(db), draft([demand], { audience }));
  await send(db, id);
  await db.updateTable("tally_place").set({ signature_count: 70 }).execute();
  const letter = (await getLetter(db, String(id)))!;
  // a copy is found where its number is too small to be shown, too
  expect(await listSentPlaces(db, id, [demand])).toMatchObject([
    { code: "E14000001", name: "Place 001", member: "Member 1", counts: [50] },
    { code: "E14000002", name: "Place 002", member: "Member 2", counts: [null] },
  ]);
  const first = await getPublicCopy(db, letter, "E14000001");
  expect(first).toMatchObject({ member: { name: "Member 1" }, subject: "To Member 1" });
  expect(first!.html).toContain("50 in Place 001");
  expect((await getPublicCopy(db, letter, "E14000002"))!.html).toContain("fewer than 5 in");
  expect(await getPublicCopy(db, letter, "E14000003")).toBeUndefined();
});

test("a letter that nobody would get is not approved, and stays a draft", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  await db.deleteFrom("member_contact").where("member_id", "=", 1).execute();
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const ann = await organiser(db);
  const tryFor = async (audience: Parameters<typeof draft>[1], live: boolean) => {
    const { id } = await inOne(db, (tx) => composeLetter(tx, ann, draft([demand], audience), now));
    const said = await approve(db, id, ann, live);
    return [said, (await letterRow(db, id)).state];
  };
  const nowhere = { audience: { to: "threshold" as const, threshold: 50 } };
  const unknown = { audience: { to: "members" as const, members: [1] } };
  expect(await tryFor(nowhere, true)).toEqual(["approve-nobody", "draft"]);
  expect(await tryFor(unknown, true)).toEqual(["approve-no-address", "draft"]);
  expect(await tryFor(unknown, false)).toEqual(["approved", "approved"]);
});
