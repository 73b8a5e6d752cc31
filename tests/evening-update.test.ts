/** An evening: an update is written in two languages, tried, approved by another, sent, watched, and somebody unsubscribes. */
import { expect, test } from "vitest";

import { linkToken } from "#app/keys.server.ts";

import { openBrowser } from "./support/browser.ts";
import { organiserAt, seatAt, startCountry, statusOf } from "./support/evening.ts";
import { until } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { testKeys } from "./support/signers.ts";
import { addressOf, keyOf, people, seedSigners } from "./support/updates.ts";

const SLUG = "free-the-prisoners";
const ALL = 900;

test("an update is written beside its mails, tried, approved by another, sent, and ends; who unsubscribes gets none", async () => {
  await using standIn = await startStandIn();
  await using site = await startCountry({
    ...{ MAIL_TRANSPORT: "resend", RESEND_API_KEY: "re_test", RESEND_BASE_URL: standIn.url },
    ...{ MAIL_FROM: "campaign@example.org", MAIL_LIVE: "true" },
  });
  const { id: demand } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", SLUG)
    .executeTakeFirstOrThrow();
  const at = new Date(Date.now() - 60_000);
  await seedSigners(
    site.db,
    people(ALL, demand, { at }).map((one) => ({
      ...one,
      locale: one.person % 3 === 0 ? ("uk" as const) : ("kk" as const),
    })),
  );
  const browser = await openBrowser();
  try {
    await using author = await organiserAt(site, browser, "ann@example.org");
    await using second = await organiserAt(site, browser, "bo@example.org");
    const [ann, bo] = [author.page, second.page];

    // written beside the mails as they will arrive
    await ann.goto("/organise/updates");
    await ann.getByRole("link", { name: "Write an update" }).click();
    await ann.locator(`#demand-${SLUG}`).check();
    await ann.locator("#subject").fill("Handed over today");
    await ann.locator("#body").fill("The signatures were **handed over**.\n\nThank you.");
    await ann.locator("#preview strong", { hasText: "handed over" }).waitFor();
    await ann.locator("#subject_uk").fill("Сьогодні передано");
    expect(await statusOf(ann, () => ann.getByRole("button", { name: "Keep" }).click())).toBe(422);
    await ann.locator("#body_uk").fill("Підписи **передано**.\n\nДякуємо.");
    await ann
      .locator("#preview [lang=uk]", { hasText: "Припинити повідомлення" })
      .first()
      .waitFor();
    await ann.locator("#per_hour").fill("100000");
    await ann.getByRole("button", { name: "Keep the draft" }).click();
    await ann.getByText("The draft is kept.").waitFor();
    await ann.getByText("Kazakh: 600 people, in English").waitFor();
    const update = new URL(ann.url()).pathname;

    // tried, changed under its approver, approved as it stands
    await ann.getByRole("button", { name: "Email me test copies" }).click();
    await ann.getByText("A test copy in each of its languages").waitFor();
    await until(
      () => standIn.taken.filter((one) => one.subject.startsWith("[Test] ")).length === 2,
    );
    await bo.goto(update);
    await ann.getByRole("link", { name: "Change the draft" }).click();
    await ann.locator("#body").fill("The signatures were **handed over** at noon.\n\nThank you.");
    await ann.getByRole("button", { name: "Keep the draft" }).click();
    await ann.getByText("The draft is changed.").waitFor();
    const approve = () => bo.getByRole("button", { name: "Approve for 900 people" }).click();
    expect(await statusOf(bo, approve)).toBe(409);
    expect((await bo.locator("ins").allTextContents()).join(" ")).toContain("at noon");
    await approve();
    await bo.getByText("The update is approved.").waitFor();

    // sent; one who is still to have their turn stops it by one click, as a mail program does
    await ann.goto(update);
    await ann.getByRole("button", { name: "Send to 900 people" }).click();
    await ann.getByText("The update is on its way.").waitFor();
    const order = people(ALL, demand)
      .map(({ person }) => person)
      .sort((a, b) => Buffer.compare(keyOf(a), keyOf(b)));
    const last = order.at(-1)!;
    const token = linkToken(testKeys, "unsubscribe", keyOf(last));
    const oneClick = await fetch(`${site.base}/unsubscribe/${token}`, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect([oneClick.status, oneClick.headers.get("Set-Cookie")]).toEqual([200, null]);
    const mails = () => standIn.taken.filter(({ subject }) => !subject.startsWith("[Test] "));
    await until(() => mails().length >= 50);
    await ann.goto("/organise");
    await ann.getByRole("link", { name: "Handed over today" }).waitFor();

    // held: nothing leaves after it says so
    await bo.goto(update);
    await bo.getByRole("button", { name: "Pause" }).click();
    await bo.getByText("The update is paused.").or(bo.getByText("It is stopped.")).waitFor();
    const held = mails().length;
    expect(held).toBeLessThan(ALL);

    // a supporter follows the link in their mail
    const mail = mails().find(({ subject }) => subject === "Сьогодні передано")!;
    expect(mail.headers).toMatchObject({
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      Precedence: "bulk",
    });
    await using reader = await seatAt(site, browser, { phone: true });
    const link = /\S+\/uk\/unsubscribe\/\S+/.exec(mail.text)![0];
    await reader.page.goto(new URL(link).pathname);
    await reader.page.getByRole("main").getByRole("button").click();
    await reader.page.waitForLoadState();
    expect(mails()).toHaveLength(held);

    // and it ends
    await ann.goto(update);
    await ann.getByRole("button", { name: /^Go on: / }).click();
    await ann.getByText("The update goes on.").waitFor();
    await ann
      .locator("#progress", { hasText: "899 of 900 emails have left." })
      .waitFor({ timeout: 90_000 });
    await until(async () => {
      await ann.goto(update);
      return (await ann.locator("#progress .tag").textContent()) === "sent";
    });
    const to = mails().map((one) => one.to);
    expect(to).toHaveLength(ALL - 1);
    expect(new Set(to).size).toBe(ALL - 1);
    expect(to).not.toContain(addressOf(last));
    expect(standIn.wrong).toEqual([]);

    // on the timeline too
    await ann.getByRole("button", { name: "Put it on the timeline" }).click();
    await ann.getByText("It stands on the timeline").waitFor();
    await reader.page.goto(`/uk/demands/${SLUG}`);
    await reader.page.getByText("Сьогодні передано").waitFor();
    expect([author.faults, second.faults, reader.faults]).toEqual([[], [], []]);
  } finally {
    await browser.close();
  }
});
