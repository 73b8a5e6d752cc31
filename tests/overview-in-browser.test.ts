/** The overview in Chromium: its numbers renew themselves, and nothing else of it moves. */
import { expect, test } from "vitest";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { startSite } from "./support/server.ts";

test("the tiles renew themselves by one small request while somebody watches", async () => {
  await using site = await startSite();
  const who = await newOrganiser(site.db, "ann@example.org", "owner");
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext()).newPage();
    await page.clock.install();
    await page.goto(site.base + (await signInPath(site.db, who)));
    await page.click("main button");
    await page.waitForSelector("#figures");
    const figure = () => page.textContent("#figures .figure");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    expect(await figure()).toBe("0");
    await expectAccessible(page);
    const line = page.locator("#figures svg[role=img]");
    expect(await line.getAttribute("aria-label")).toMatch(/^Signatures a day: \w{3} \d+: 0, /);
    asked.length = 0;
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
    await site.db
      .insertInto("tally_hour")
      .values({ demand_id: 1, hour, signature_count: 1234 })
      .execute();
    await page.clock.runFor(10_500);
    await page.waitForFunction(
      () => document.querySelector("#figures .figure")?.textContent === "1,234",
    );
    expect([...new Set(asked)]).toEqual(["/organise/figures"]);
    // nobody there for twenty minutes: it asks no more, so that the session can end
    await page.clock.runFor(20 * 60_000);
    await page.waitForLoadState("networkidle");
    asked.length = 0;
    await page.clock.runFor(5 * 60_000);
    expect(asked).toEqual([]);
    // and goes on when somebody is back
    await page.keyboard.press("Shift");
    await page.clock.runFor(11_000);
    await expect.poll(() => asked, { timeout: 20_000 }).toContain("/organise/figures");
  } finally {
    await browser.close();
  }
});

test("the tiles go on renewing themselves after the site was away or busy, and end with the session", async () => {
  await using site = await startSite();
  const who = await newOrganiser(site.db, "ann@example.org", "owner");
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext()).newPage();
    await page.clock.install();
    await page.goto(site.base + (await signInPath(site.db, who)));
    await page.click("main button");
    await page.waitForSelector("#figures");
    const answers: number[] = [];
    page.on("requestfinished", async (request) => {
      if (new URL(request.url()).pathname === "/organise/figures")
        answers.push((await request.response())!.status());
    });
    const away = [503, 429, 502];
    await page.route("**/organise/figures", (route) => {
      const status = away.shift();
      if (status === undefined) return route.continue();
      return route.fulfill({ status, contentType: "text/html", body: "<p>Come back later</p>" });
    });
    for (const expected of [[503], [503, 429], [503, 429, 502], [503, 429, 502, 200]]) {
      await page.clock.runFor(10_500);
      await expect.poll(() => answers, { timeout: 20_000 }).toEqual(expected);
    }
    await site.db.deleteFrom("organiser_session").execute();
    await page.clock.runFor(10_500);
    await expect.poll(() => answers.length, { timeout: 20_000 }).toBe(5);
    await page.clock.runFor(60_000);
    expect(answers).toHaveLength(5);
    expect(await page.locator("#figures").count()).toBe(1);
  } finally {
    await browser.close();
  }
});

test("all letters are stopped on a page of their own, by typing, and a wrong word stops nothing", async () => {
  await using site = await startSite();
  const who = await newOrganiser(site.db, "ann@example.org", "owner");
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(site.base + (await signInPath(site.db, who)));
    await page.click("main button");
    expect(await page.locator("button.danger").count()).toBe(0);
    await page.goto(`${site.base}/organise/letters`);
    await page.click("text=Stop all letters, for a dissolution");
    await page.fill("#typed", "stopp");
    await page.click("button.danger");
    expect(await page.inputValue("#typed")).toBe("stopp");
    expect(await page.textContent("#typed-problem")).toContain("Nothing is stopped yet");
    const stopped = () =>
      site.db.selectFrom("legislature").select("letters_stopped").executeTakeFirstOrThrow();
    expect((await stopped()).letters_stopped).toBe(false);
    await page.fill("#typed", "Stop");
    await page.click("button.danger");
    expect(await page.textContent("h1")).toBe("All letters are stopped");
    expect((await stopped()).letters_stopped).toBe(true);
    await page.click("text=Allow letters again");
    expect((await stopped()).letters_stopped).toBe(false);
  } finally {
    await browser.close();
  }
});
