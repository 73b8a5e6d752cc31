/** The demo's first run over HTTP: there before it is ready, marked on every page, and gone by a button or a command. */
import { spawnSync } from "node:child_process";

import { expect, test } from "vitest";

import { demoPostcodes } from "#app/seed/demo-members.ts";
import { demoPostcodeHints } from "#app/places/demo-postcodes.ts";
import { locales } from "#app/words/locale.ts";
import { wordsFor } from "#app/words/words.ts";
import { sampleFlashes, sampleWords } from "#app/words/organise/sample.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { dataFolder, start, usedFolder } from "./support/embedded.ts";
import { freePort, inherited, untilPrinted } from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const publicPages = [
  "/",
  "/demands/free-the-prisoners",
  "/embed/free-the-prisoners",
  "/constituencies",
  "/constituencies/E14001172",
  "/members",
  "/members/9000002",
  "/letters",
  "/letters/1",
  "/about",
  "/privacy",
  "/manage",
  "/no-such-page",
];
const organisersPages = [
  "/organise",
  "/organise/demands",
  "/organise/signatures",
  "/organise/letters",
  "/organise/letters/1",
  "/organise/updates",
  "/organise/members",
  "/organise/settings",
  "/organise/audit",
];
const squeezed = (html: string) => html.replace(/<!-- -->/g, "");

async function signAndConfirm(base: string, email: string): Promise<void> {
  const ann = visitor(base);
  await ann.sign("free-the-prisoners", { email });
  await ann.post(linkIn((await ann.mails(email))[0]!, "/confirm/"), {});
}

test("the postcodes that a form tells are those that the demo knows", () => {
  const known = demoPostcodes.map(([code]) => code);
  for (const hint of demoPostcodeHints) expect(known).toContain(hint.replace(/\s/, ""));
});

test("a first run shows a campaign, marked on every page, until an owner takes it away", async () => {
  using data = dataFolder();
  const port = await freePort();
  await using server = await start(data.folder, port);
  const { base } = server;
  // it was there when the server said that it is ready
  const guest = visitor(base);
  const count = await guest.count(2);
  expect(count).toBeGreaterThan(1_000);

  const command = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, [`app/commands/${script}.ts`, ...args], {
      encoding: "utf8",
      env: { ...inherited, NODE_ENV: "production", DATA_DIR: data.folder },
    });
  expect(command("tally-check").stdout).toBe("Every count is true.\n");

  for (const locale of locales) {
    const { sample, form } = wordsFor(locale);
    const prefix = `/${locale}`;
    for (const page of publicPages)
      expect([page, squeezed((await guest.get(prefix + page)).html).includes(sample.line)]).toEqual(
        [page, true],
      );
    const { html } = await guest.get(`${prefix}/demands/free-the-prisoners`);
    expect(html).toContain(form.postcodeTry(demoPostcodeHints.join(", ")));
    expect((await guest.get(`${prefix}/about`)).html).toContain(sample.from);
  }

  // with all places and members it is small enough to be kept
  const { html: sitemap } = await guest.get("/sitemap.xml");
  expect(sitemap.length).toBeLessThan(1_000_000);
  expect((await guest.get("/sitemap.xml")).headers.get("cache-status")).toMatch(/^demands; hit/);

  await signAndConfirm(base, "ann@example.org");
  expect(await guest.count(2)).toBe(count + 1);

  const link = await untilPrinted(server, /http\S+\/organise\/sign-in\/\S+/);
  const owner = visitor(base);
  await owner.post(new URL(link).pathname, {});
  for (const page of organisersPages) {
    const { status, html } = await owner.get(page);
    expect([page, status, html.includes(sampleWords.line)]).toEqual([page, 200, true]);
  }
  const { html } = await owner.get("/organise/first-steps");
  for (const told of ["649 members", "1 signature that somebody really gave", "650 constituencies"])
    expect(html).toContain(told);

  // answers that were recorded since the page was opened go by no button that did not show them
  const stale = await owner.post("/organise/first-steps", {
    intent: "remove-sample",
    answers: "0",
  });
  expect([stale.status, stale.html.includes(sampleFlashes["sample-stale"])]).toEqual([409, true]);

  await using browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  await page.goto(`${base}/kk/demands/free-the-prisoners`);
  await expectAccessible(page);
  await page
    .context()
    .addCookies([
      { name: owner.cookie().split("=")[0]!, value: owner.cookie().split("=")[1]!, url: base },
    ]);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${base}/organise/first-steps`);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
  }
  await page.getByRole("button", { name: sampleWords.button }).click();
  await page.waitForURL(/said=sample-removed|first-steps/);
  await expect.poll(() => page.content()).toContain("The sample data is gone");

  expect(await guest.count(2)).toBe(1);
  for (const locale of locales)
    for (const path of ["/", "/demands/free-the-prisoners", "/constituencies"])
      expect((await guest.get(`/${locale}${path}`)).html).not.toContain(
        wordsFor(locale).sample.line,
      );
  expect((await guest.get("/members/9000002")).status).toBe(404);
  expect((await guest.get("/letters/1")).status).toBe(404);
  expect((await owner.get("/organise/first-steps")).html).not.toContain(sampleWords.button);
  expect((await owner.get("/organise/audit")).html).toContain("Removed the demo’s sample data");
  expect(
    (await owner.post("/organise/first-steps", { intent: "remove-sample" })).location,
  ).toContain("sample-gone");

  expect(command("sample-remove")).toMatchObject({
    status: 0,
    stdout: "There is no sample data here.\n",
  });
  expect(command("tally-check")).toMatchObject({ status: 0 });
  expect(command("audit-verify")).toMatchObject({ status: 0 });
});

test("the command takes the sample away while the server runs, and pages follow", async () => {
  using data = usedFolder();
  await using server = await start(data.folder, await freePort());
  const guest = visitor(server.base);
  const { line } = wordsFor("en").sample;
  expect((await guest.get("/")).html).toContain(line);
  await signAndConfirm(server.base, "ann@example.org");
  const command = (...args: string[]) =>
    spawnSync(process.execPath, ["app/commands/sample-remove.ts", ...args], {
      encoding: "utf8",
      env: { ...inherited, NODE_ENV: "production", DATA_DIR: data.folder },
    });
  expect(command("--help")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("npm run sample:remove") as string,
  });
  expect(command("now")).toMatchObject({ status: 2 });
  const done = command();
  expect(done).toMatchObject({ status: 0, stderr: "" });
  expect(done.stdout).toMatch(
    /^Removed \d,\d{3} signatures, 649 members, 1 letter, 1 answer, 1 update, 4 timeline entries\.\n$/,
  );
  expect(command().stdout).toBe("There is no sample data here.\n");
  await expect
    .poll(() => guest.get("/").then(({ html }) => html), { timeout: 10_000 })
    .not.toContain(line);
  await expect.poll(() => guest.count(2), { timeout: 10_000 }).toBe(1);
});
