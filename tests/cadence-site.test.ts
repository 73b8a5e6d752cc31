/** An office chooses by its link how often to be written to, a letter goes out again, a recess holds one: on a site. */
import { expect, test } from "vitest";

import { answerToken } from "#app/letters/copy-links.server.ts";
import { keepApproval, lookAt } from "#app/letters/drafting/approval.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import { hrefOfCopy } from "#app/paths.ts";

import { arrivedLetter } from "./support/answers.ts";
import { until } from "./support/mails.ts";
import { signInPath } from "./support/organisers.ts";
import { startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { idOf, untilState, upload } from "./support/uploads.ts";
import { fieldsFor, visitor } from "./support/visitor.ts";

test("what an office chooses holds, organisers see it, and at its number one copy goes out and has a page", async () => {
  await using site = await startSite();
  const { db, base } = site;
  const chief = visitor(base);
  const office = visitor(base);
  await chief.post(await signInPath(db), {});
  const demand = await db.selectFrom("demand").select("id").orderBy("id").executeTakeFirstOrThrow();
  const { letterId, memberIds } = await arrivedLetter(db, [demand.id]);
  const [memberId = 0] = memberIds;
  const link = `/answer/${answerToken(testKeys, { letterId, memberId })}`;

  // nothing is chosen yet: what holds for everybody is
  const { html } = await office.get(link);
  expect(html).toMatch(/id="cadence-monthly"[^>]*checked/);
  const choose = (cadence: string, threshold = "50") => office.post(link, { cadence, threshold });
  for (const [cadence, threshold, said] of [
    ["", "50", "Choose how often we may write to you"],
    ["threshold", "4", "Write a whole number of signatures"],
    ["threshold", "many", "Write a whole number of signatures"],
  ] as const) {
    const refused = await choose(cadence, threshold);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(said);
    expect(refused.html).toContain(`value="${threshold}"`);
  }
  expect(await db.selectFrom("member_cadence").selectAll().execute()).toEqual([]);
  expect((await choose("never")).location).toBe(`${link}?often`);
  expect((await office.get(`${link}?often`)).html).toContain("How often we write to you is kept");
  const overview = (await chief.get("/organise")).html;
  expect(overview).toContain(`Member ${memberId} said by the link in a letter`);
  const record = async () =>
    (await chief.get(`/organise/members/${memberId}`)).html.replaceAll("<!-- -->", "");
  expect(await record()).toMatch(/How often to write:<\/b> not at all/);
  for (const [language, legend] of [
    ["uk", "Як часто вам можна писати?"],
    ["kk", "Сізге қаншалықты жиі жазуға болады?"],
    ["ru", "Как часто вам можно писать?"],
  ] as const)
    expect((await visitor(base, language).get(link)).html).toContain(legend);

  // back again, at a number; the letter may go out again once an organiser says so
  await choose("threshold", "5");
  expect((await chief.get("/organise")).html).not.toContain("said by the link in a letter");
  expect(await record()).toContain("when 5 more have signed in the constituency");
  expect((await office.get(link)).html).toMatch(/id="cadence-threshold"[^>]*checked/);
  // a site that sends nothing repeats rehearsals alone, whose links are nobody's
  await db.updateTable("letter").set({ rehearsal: true }).where("id", "=", letterId).execute();
  // and only as it was approved
  const how = { rehearsal: true, everyone: true };
  const { seen } = await lookAt(db, (await getLetter(db, String(letterId)))!, how, new Date());
  await keepApproval(db, letterId, seen);
  const letter = `/organise/letters/${letterId}`;
  const press = async (intent: string) =>
    chief.post(letter, fieldsFor((await chief.get(letter)).html, intent));
  expect((await press("repeat")).location).toBe(`${letter}?said=repeats`);
  const seat = await db
    .selectFrom("membership")
    .select("area_code")
    .where("member_id", "=", memberId)
    .where("ended_on", "is", null)
    .executeTakeFirstOrThrow();
  const place = { demand_id: demand.id, place: seat.area_code, signature_count: 77 };
  await db
    .insertInto("tally_place")
    .values(place)
    .onConflict((one) => one.columns(["demand_id", "place"]).doUpdateSet(place))
    .execute();
  const made = () => db.selectFrom("letter_repeat").selectAll().execute();
  await until(async () => (await made()).length > 0);
  const [one] = await made();
  expect(one).toMatchObject({ repeat_of: letterId, member_id: memberId });
  const shown = (await chief.get(letter)).html.replaceAll("<!-- -->", "");
  expect(shown).toContain("This letter goes out again by itself");
  expect(shown).toContain("Since then 1 copy has gone out by itself");
  expect((await chief.get(`/organise/letters/${one!.letter_id}`)).html).toContain("It repeats");
  const copy = await visitor(base).get(hrefOfCopy(one!.letter_id, seat.area_code));
  expect([copy.status, copy.html.includes("77")]).toEqual([200, true]);

  // what is shown is another than was approved: nothing goes, and the letter's page says whose number has come
  await db.updateTable("demand_text").set({ title: "Other words" }).execute();
  await db.updateTable("tally_place").set({ signature_count: 99 }).execute();
  const held = (await chief.get(letter)).html.replaceAll("<!-- -->", "");
  expect(held).toContain("1 member has reached their number and has not been written to yet");
  expect((await press("no-repeat")).location).toBe(`${letter}?said=repeats-no-more`);

  // the dates of a recess come as a file, and a letter that waits says until when
  const cookie = chief.cookie();
  const text = "legislature,from,to,what\nuk-commons,2020-01-01,2020-02-01,Old recess\n";
  const given = await upload(base, cookie, { text, name: "recess.csv", kind: "sittings" });
  const id = idOf(given);
  await untilState(db, id, "tried");
  const tried = (await chief.get(`/organise/members/import/${id}`)).html.replace(
    /<!-- -->|<wbr\/>/g,
    "",
  );
  expect(tried).toContain("Old recess (uk-commons): 2020-01-01 to 2020-02-01, letters wait");
  const today = new Date().toISOString().slice(0, 10);
  await db
    .insertInto("sitting_period")
    .values({
      ...{ legislature_id: "uk-commons", from_on: today, to_on: "2099-08-31" },
      ...{ kind: "recess", name: "Long recess" },
    })
    .execute();
  await db
    .updateTable("letter_copy")
    .set({ state: "waiting" })
    .where("letter_id", "=", letterId)
    .execute();
  await db.updateTable("letter").set({ state: "sending" }).where("id", "=", letterId).execute();
  const waiting = (await chief.get(letter)).html.replaceAll("<!-- -->", "");
  const said = /The House is in recess[^.]*\./.exec(waiting.replace(/<[^>]+>/g, ""))?.[0];
  expect(said).toMatch(/copies that have not left wait until.*2099/);
});
