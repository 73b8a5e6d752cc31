/** What organisers type: signing in, settings, people, updates, lists of supporters and of members. */
import { expect } from "vitest";

import { STEM } from "../support/leaks.ts";
import { until } from "../support/mails.ts";
import { newOrganiser } from "../support/organisers.ts";
import { idOf, untilState, upload, uploadAndRun } from "../support/uploads.ts";
import { fieldsFor } from "../support/visitor.ts";
import { at, CYRILLIC, GIVEN, SLUG } from "./marks.ts";
import type { Browser, Scene } from "./scene.ts";

/** @returns the owner, signed in */
export async function organise(scene: Scene, ann: Browser): Promise<Browser> {
  const { connection, linkTo, standIn, tokens } = scene;
  const chief = scene.browser();
  await newOrganiser(connection.db, at("owner"), "owner");
  await chief.post("/organise/sign-in", { email: at("owner") });
  await chief.post("/organise/sign-in", { email: at("stranger") });
  const entry = await linkTo(at("owner"), "/sign-in/");
  await chief.get(entry);
  expect((await chief.post(entry, {})).location).toBe("/en/organise");
  tokens.set("session", chief.cookie().split("=")[1]!);
  const invited = { email: at("invited"), role: "organiser" };
  await chief.post("/organise/people", { intent: "invite", ...invited });
  const invitation = await linkTo(at("invited"), "/invitation/");
  const bo = scene.browser();
  await bo.post(invitation, {});
  tokens.set("another session", bo.cookie().split("=")[1]!);
  await refuseSettings(chief, bo);
  await sendUpdate(chief, bo);
  const isUpdate = (one: (typeof standIn.taken)[number]) =>
    one.subject === "Handed over today" && one.to.includes(at("a"));
  await until(() => Promise.resolve(standIn.taken.some(isUpdate)));
  await bo.get("/organise/sign-out");
  await chief.get("/organise/people");
  await chief.post("/organise/signatures/find", { intent: "find", email: at("a") });
  const taken = { demand: SLUG, recipient: "the union", reason: "news" };
  const supporters = await chief.post("/organise/supporters", { intent: "export", ...taken });
  expect(supporters.html).toContain(at("a"));
  await inviteList(scene, chief);
  const never = await linkTo(at("list1"), "/no-more/");
  await ann.get(never);
  await ann.post(never, {});
  await importMembers(scene, chief);
  return chief;
}

/** What the forms of settings refuse; what they take is for everybody to read. */
async function refuseSettings(chief: Browser, other: Browser): Promise<void> {
  const path = "/organise/settings";
  const about = {
    ...{ name_en: "Ours", name_uk: `${CYRILLIC} ${STEM}`, name_kk: "", name_ru: "" },
    ...{ address: `1 ${STEM} Street`, sender: `${STEM} Ann`, telephone: "020 7946 0999" },
  };
  const { html } = await chief.get(path);
  const seen = fieldsFor(html, "about", "version");
  const answers = [
    await chief.post(path, { ...about, ...seen, telephone: `ring ${STEM}` }),
    await chief.post(path, { ...about, ...seen, version: "0" }),
    await chief.post(path, { ...fieldsFor(html, "reply"), email: `${STEM}@@example.org` }),
    await chief.post("/organise/closing", { intent: "close", note: STEM, sure: STEM }),
    await other.post(path, { ...about, ...seen }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([422, 409, 422, 422, 303]);
  expect(answers[1]!.html).toContain(`${CYRILLIC} ${STEM}`);
  expect(answers[4]!.location).toContain("owners-only");
}

/** An update is written, tried, approved by another, and sent to whoever wants news of a demand. */
async function sendUpdate(chief: Browser, second: Browser): Promise<void> {
  const { location } = await chief.post("/organise/updates/new", {
    ...{ demand: SLUG, subject: "Handed over today", body: "They were handed over." },
    per_hour: "100000",
  });
  const path = location.split("?")[0]!;
  await chief.post(path, fieldsFor((await chief.get(path)).html, "test"));
  const approve = fieldsFor((await second.get(path)).html, "approve");
  expect((await second.post(path, approve)).location).toContain("approved");
  await chief.post(path, fieldsFor((await chief.get(path)).html, "send"));
}

/** A list of people who once left their address somewhere. */
async function inviteList({ base }: Scene, chief: Browser): Promise<void> {
  const form = new FormData();
  const fields = {
    ...{ demand: SLUG, locale: "en", per_hour: "36000" },
    ...{ collector: "the Council", collected: "May 2026", wording: "Write to me" },
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const people = Array.from({ length: 8 }, (_, n) => at(`list${n}`));
  const lines = ["email", ...people, `${STEM} is no address`, ""];
  form.set("file", new Blob([lines.join("\n")]), `${STEM}.csv`);
  const list = await fetch(`${base}/organise/supporters/lists`, {
    ...{ method: "POST", redirect: "manual", body: form },
    headers: { cookie: chief.cookie(), origin: base },
  });
  const path = list.headers.get("location")!.split("?")[0]!;
  await chief.post(path, fieldsFor((await chief.get(path)).html, "begin"));
}

/** A list is given whose other columns are nobody's business, and one that is no list of members at all. */
async function importMembers({ connection: { db }, base }: Scene, chief: Browser): Promise<void> {
  const cookie = chief.cookie();
  const areas = await db.selectFrom("area").select("code").orderBy("code").execute();
  const lines = areas.map(({ code }, index) => {
    const who = [`${9_000 + index}`, `Member ${index} MP`, `Member ${index}`, "Labour"];
    return [code, ...who, `mp-${index}@example.org`, `${GIVEN} ${index}`].join(",");
  });
  const header = "pcon_code,member_id,full_title,display_as,party_text,member_email,notes";
  await uploadAndRun({ base, db }, cookie, { text: [header, ...lines].join("\n") });
  const kept = db.selectFrom("member").select("id").where("id", "<", 10_000);
  expect(await kept.execute()).toHaveLength(areas.length);

  const people = areas.map(({ code }, n) => `${code},${GIVEN}-${n}@example.org,${GIVEN} Ann`);
  const text = ["pcon_code,member_email,full_title", ...people].join("\n");
  const id = idOf(await upload(base, cookie, { text }));
  expect((await untilState(db, id, "tried", "failed")).problems).not.toEqual([]);
  const path = `/organise/members/import/${id}`;
  const { location } = await chief.post(path, fieldsFor((await chief.get(path)).html, "drop"));
  expect(location).toContain("import-dropped");
}
