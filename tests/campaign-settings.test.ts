/** The campaign's settings: who changes them, what is said of a wrong or late change, where they show. */
import { expect, test, vi } from "vitest";

import { getCampaign, keepFirstValues, saveCampaign } from "#app/campaign/settings.server.ts";

import { freshDatabase } from "./support/database.ts";
import {
  freePort,
  siteEnvironment,
  startProcess,
  startSite,
  untilReady,
} from "./support/server.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { fieldsFor, visitor } from "./support/visitor.ts";

const path = "/organise/settings";
const about = {
  ...{ name_en: "Fair Votes", name_uk: "Чесні вибори", name_kk: "", name_ru: "" },
  ...{ address: "2 Other Street, Leeds", sender: "Bo Example", telephone: "020 7946 0999" },
};

test("a change reaches the pages and the mails of every process", async () => {
  await using site = await startSite();
  const port = await freePort();
  const env = { ...siteEnvironment(site.database.url, port), APP_ORIGIN: site.base };
  await using other = startProcess(env, port);
  await untilReady(other);
  const reader = visitor(other.base);
  expect((await reader.get("/en/")).html).toContain("Solidarity with Kazakhstan");

  const owner = visitor(site.base);
  await owner.post(await signInPath(site.db), {});
  const { html } = await owner.get(path);
  const changed = { ...about, ...fieldsFor(html, "about", "version") };
  expect((await owner.post(path, changed)).location).toContain("settings-kept");
  expect((await owner.get("/en/")).html).toContain("Fair Votes");
  await vi.waitFor(async () => expect((await reader.get("/en/")).html).toContain("Fair Votes"), {
    timeout: 20_000,
    interval: 200,
  });

  const home = async (locale: string) => (await owner.get(`/${locale}/`)).html;
  expect(await home("uk")).toMatch(/<a class="wordmark" href="\/uk\/">Чесні вибори/);
  expect(await home("ru")).toMatch(/<a class="wordmark" href="\/ru\/" lang="en">Fair Votes/);
  expect((await owner.get("/privacy")).html).toContain("2 Other Street, Leeds");
  expect((await owner.get("/demands.atom")).html).toContain("<name>Fair Votes</name>");
  const { info } = await owner.json<{ info: { title: string } }>("/openapi.json");
  expect(info.title).toBe("Fair Votes");
  for (const [place, base] of [site.base, other.base].entries()) {
    const email = `ann${place}@example.org`;
    await visitor(base, "uk").post(
      "/uk/demands/free-the-prisoners/sign",
      { name: "Ann", email, country: "GB", postcode: "SW1A 1AA", consent: "yes" },
      { origin: site.base },
    );
    const [mail] = await owner.mails(email);
    expect(mail!.text).toContain("Чесні вибори\n2 Other Street, Leeds");
  }
});

test("an owner alone changes them, and where answers go only after a fresh sign-in", async () => {
  await using site = await startSite();
  const owner = visitor(site.base);
  await owner.post(await signInPath(site.db), {});
  const organiser = visitor(site.base);
  await organiser.post(await signInPath(site.db, await newOrganiser(site.db, "o@example.org")), {});
  const seen = (await organiser.get(path)).html;
  expect(seen).toContain("1 Example Street, London");
  expect(seen).not.toContain('name="address"');
  expect(
    (await organiser.post(path, { ...about, intent: "about", version: "2" })).location,
  ).toContain("owners-only");

  const reply = { email: "new@example.org", intent: "reply", version: "2" };
  const past = new Date(Date.now() - 3_600_000);
  await site.db.updateTable("organiser_session").set({ created_at: past }).execute();
  expect((await owner.post(path, reply)).status).toBe(403);
  await site.db.updateTable("organiser_session").set({ created_at: new Date() }).execute();
  expect((await owner.post(path, reply)).location).toContain("settings-kept");
  expect((await owner.get("/privacy")).html).toContain("new@example.org");
  const entry = await site.db
    .selectFrom("audit")
    .select(["before", "after"])
    .where("action", "=", "settings.change")
    .executeTakeFirstOrThrow();
  expect(entry).toEqual({
    before: { email: "campaign@example.org" },
    after: { email: "new@example.org" },
  });
});

test("what cannot be taken is said field by field, and nothing typed is lost", async () => {
  await using site = await startSite();
  const owner = visitor(site.base);
  await owner.post(await signInPath(site.db), {});
  const version = fieldsFor((await owner.get(path)).html, "about")["version"]!;
  const wrong = { ...about, name_en: "", telephone: "ring me", name_kk: "x".repeat(81) };
  const refused = await owner.post(path, { ...wrong, intent: "about", version });
  expect(refused.status).toBe(422);
  for (const name of ["name_en", "telephone", "name_kk"])
    expect(refused.html).toContain(`href="#${name}"`);
  for (const typed of ["ring me", "x".repeat(81), "Чесні вибори"])
    expect(refused.html).toContain(`value="${typed}"`);
  for (const email of ["nobody", "Ann <ann@example.org>", "a@b", "a@example.org, b@example.org"]) {
    const { status } = await owner.post(path, { email, intent: "reply", version });
    expect([email, status]).toEqual([email, 422]);
  }
  expect((await owner.post(path, { intent: "nothing" })).status).toBe(400);
});

test("who changes what somebody else has changed meanwhile sees both texts, also behind a mistake", async () => {
  await using site = await startSite();
  const owner = visitor(site.base);
  await owner.post(await signInPath(site.db), {});
  const old = fieldsFor((await owner.get(path)).html, "about");
  const first = await owner.post(path, { ...about, ...old });
  expect(first.location).toContain("settings-kept");

  const mine = { ...about, name_en: "Mine", ...old };
  const stale = await owner.post(path, mine);
  expect(stale.status).toBe(409);
  expect(stale.html).toContain("Another organiser has changed the settings");
  for (const text of ["Mine", "Fair Votes"]) expect(stale.html).toContain(text);
  // a mistake does not make the form newer than it is
  const mistaken = await owner.post(path, { ...mine, address: "" });
  expect(mistaken.status).toBe(422);
  expect(fieldsFor(mistaken.html, "about")["version"]).toBe(old["version"]);
  // sent once more from the page that shows both, it is kept
  const again = { ...mine, ...fieldsFor(stale.html, "about") };
  expect((await owner.post(path, again)).location).toContain("settings-kept");
  expect((await owner.get("/en/")).html).toContain("Mine");
  const same = { ...mine, ...fieldsFor((await owner.get(path)).html, "about") };
  expect((await owner.post(path, same)).location).toContain("settings-same");
  const unnamed = await owner.post(path, { ...about, intent: "about" });
  expect(unnamed.status).toBe(422);
});

test("what an organiser has emptied stays so, whatever a start brings along", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await newOrganiser(db, "owner@example.org", "owner");
  const now = new Date();
  const first = {
    ...{ name: "Fair Votes", email: "us@example.org", address: "2 Other Street, Leeds" },
    ...{ telephone: "020 7946 0999", sender: "Bo Example" },
  };
  await keepFirstValues(db, { ...first, sender: undefined }, now);
  await saveCampaign(db, { telephone: undefined }, "1", id, now);
  await keepFirstValues(db, first, now);
  expect(await getCampaign(db)).toMatchObject({ telephone: undefined, sender: "Bo Example" });
});
