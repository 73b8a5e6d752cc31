/** Letters both ways, each by whom it is for in a browser: an answer by email, one by the link, a letter in one's own words. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { releaseOwnLetters } from "#app/write/leaving/release.server.ts";

import { openBrowser } from "./support/browser.ts";
import { organiserAt, seatAt, startCountry } from "./support/evening.ts";
import { mail, REPLIES } from "./support/inbound-mails.ts";
import { until } from "./support/mails.ts";
import { deliverAll } from "./support/own-letters.ts";
import { mailIn } from "./support/resend-receiving.ts";
import { type StandIn, startStandIn } from "./support/resend-stand-in.ts";
import type { Site } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { emailEvent, postWebhook, webhookSecret } from "./support/signed-webhook.ts";
import { visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";
const SEAT = "E14001172";
const POSTCODE = "SW1A 1AA";

const LEFT_AS = "<0102-a@eu-west-1.amazonses.com>";

let standIn: StandIn;
let site: Site;
let browser: Browser;
let member: { id: number; name: string; email: string; place: string };
beforeAll(async () => {
  standIn = await startStandIn();
  [site, browser] = await Promise.all([
    startCountry({
      ...{ MAIL_TRANSPORT: "resend", RESEND_API_KEY: "re_test", RESEND_BASE_URL: standIn.url },
      ...{ RESEND_WEBHOOK_SECRET: webhookSecret, MAIL_FROM: "campaign@example.org" },
      ...{ MAIL_LIVE: "true", INBOUND_DOMAIN: REPLIES },
    }),
    openBrowser(),
  ]);
  const { db } = site;
  member = await db
    .selectFrom("membership")
    .innerJoin("member", "member.id", "membership.member_id")
    .innerJoin("member_contact", "member_contact.member_id", "member.id")
    .innerJoin("area", "area.code", "membership.area_code")
    .where("area.code", "=", SEAT)
    .where("membership.ended_on", "is", null)
    .select(["member.id", "member.name", "member_contact.email", "area.name as place"])
    .executeTakeFirstOrThrow();
  const known = { code: POSTCODE.replace(" ", ""), area_code: SEAT };
  await db
    .insertInto("postcode")
    .values(known)
    .onConflict((conflict) => conflict.column("code").doUpdateSet(known))
    .execute();
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
  await standIn.stop();
});

const webhook = () => ({ url: `${site.base}/webhooks/resend`, secret: webhookSecret });
const inboxOf = (address: string) => standIn.taken.filter(({ to }) => to === address);

/** The newest of the mails to an address that has this in it. */
async function mailTo(address: string, part: string) {
  const fits = () => inboxOf(address).findLast(({ text }) => text.includes(part));
  await until(() => fits() !== undefined);
  return fits()!;
}

/** The path of the link in a mail. */
const linkIn = (text: string, part: string) =>
  new URL(new RegExp(`http\\S*${part}[\\w-]+`).exec(text)![0]).pathname;

/** People who sign where the member sits, and confirm. */
async function sign(addresses: readonly string[]): Promise<void> {
  for (const email of addresses) {
    const person = visitor(site.base);
    await person.sign(SLUG, { email, postcode: POSTCODE });
    const { text } = await mailTo(email, "/confirm/");
    expect((await person.post(linkIn(text, "/confirm/"), {})).status).toBe(303);
  }
}

/** Who organises writes the letter as it is proposed, to this member alone, and sends it. @returns its path */
async function sendLetter(ann: Page): Promise<string> {
  await ann.goto("/organise/letters/new");
  await ann.locator(`#demand-${SLUG}`).check();
  await ann.locator("#audience-members").check();
  await ann.locator('input[name="find_member"]').fill(member.place);
  await ann.locator(`#member-${member.id}`).check();
  await ann.locator("#window").selectOption("any");
  await ann.getByRole("button", { name: "Keep the draft" }).click();
  await ann.getByRole("button", { name: "Approve" }).click();
  await ann.getByText("The letter is approved.").waitFor();
  await ann.getByRole("button", { name: "Send 1 copy", exact: true }).click();
  await ann.getByText("The totals are counted").waitFor();
  return new URL(ann.url()).pathname;
}

test("a letter is answered by email; the answer is recorded, public, and corrected", async () => {
  await using desk = await organiserAt(site, browser, "ann@example.org");
  await using reader = await seatAt(site, browser, { phone: true });
  const [ann, bo] = [desk.page, reader.page];
  await sendLetter(ann);
  const letter = await mailTo(member.email, "/answer/");
  expect(letter.subject).not.toContain("{{");
  expect(letter.reply_to).toMatch(new RegExp(`^r-[a-z2-7]+@${REPLIES}$`));

  const raw = mail({
    from: `"${member.name}" <${member.email}>`,
    to: `<${letter.reply_to}>`,
    subject: `RE: ${letter.subject}`,
    body: "Yes, I support it and have told ministers so.\n\nOn Monday Alex Example wrote:\n> Dear member",
  });
  expect(await mailIn(standIn.receiving, webhook(), raw, [letter.reply_to])).toBe(200);
  await until(async () => {
    const { kind } = await site.db
      .selectFrom("inbound_mail")
      .select("kind")
      .executeTakeFirstOrThrow();
    return kind !== null;
  });
  await ann.goto("/organise/answers/mails");
  await ann.locator('main a[href^="/organise/answers/mails/"]').first().click();
  await ann.getByText("Yes, I support it and have told ministers so.").first().waitFor();
  await ann.getByRole("link", { name: "Record it as an answer" }).click();
  await ann.locator("#demand").selectOption(SLUG);
  await ann.locator("#stance").selectOption("supports");
  await ann.locator("#quote").fill("Yes, I support it and have told ministers so.");
  await ann.getByRole("button", { name: "Keep the answer" }).click();
  await ann.waitForURL(/said=stance-recorded/);

  await bo.goto(`/en/members/${member.id}`);
  await bo.getByText("Yes, I support it and have told ministers so.").waitFor();
  await ann
    .getByRole("link", { name: /^Correct/ })
    .first()
    .click();
  await ann.locator("#stance").selectOption("partly");
  await ann.locator("#quote").fill("Yes, I support most of it.");
  await ann.getByRole("button", { name: "Keep the correction" }).click();
  await ann.waitForURL(/said=stance-corrected/);
  // a page is kept for a moment
  await until(async () => {
    await bo.goto(`/en/members/${member.id}`);
    return (await bo.getByText("Yes, I support most of it.").count()) > 0;
  });
  expect(await bo.getByText("have told ministers so").count()).toBe(0);
  expect([desk.faults, reader.faults]).toEqual([[], []]);
});

test("an office answers by the link and chooses a number; at that number the next letter comes, in the same thread", async () => {
  await using desk = await organiserAt(site, browser, "bo@example.org");
  await using office = await seatAt(site, browser);
  const [bo, clerk] = [desk.page, office.page];
  const first = await mailTo(member.email, "/answer/");
  // under which id it left, as the provider tells
  const { value: message } = first.tags.find(({ name }) => name === "message")!;
  const event = emailEvent("email.sent", message, { message_id: LEFT_AS });
  expect(await postWebhook(webhook().url, webhookSecret, "msg_sent", event)).toBe(200);
  await clerk.goto(linkIn(first.text, "/answer/"));
  await clerk.locator('input[name^="stance-"][value="supports"]').check();
  await clerk.locator('textarea[name^="statement-"]').fill("All of it, and at once.");
  await clerk.locator("#cadence-threshold").check();
  await clerk.locator("#threshold").fill("5");
  await clerk.getByRole("button", { name: "Send" }).click();
  await clerk.getByRole("heading", { name: "Thank you, we have the answer" }).waitFor();

  await bo.goto("/organise/answers");
  await bo.getByRole("link", { name: `Read the answer of ${member.name}` }).click();
  await bo.getByRole("button", { name: "Publish the answer" }).click();
  await bo.getByText("The answer is published, with its date.").waitFor();
  await clerk.goto(`/en/demands/${SLUG}/answers`);
  await clerk.getByText("All of it, and at once.").waitFor();

  await bo.goto("/organise/letters");
  await bo
    .locator('main a[href^="/organise/letters/"]:not([href*="own"], [href*="new"])')
    .first()
    .click();
  await bo.locator('button[value="repeat"]').click();
  await bo.waitForURL(/said=repeats/);
  const before = inboxOf(member.email).length;
  await sign(["p1", "p2", "p3", "p4"].map((name) => `${name}@example.org`));
  expect(inboxOf(member.email)).toHaveLength(before);
  await sign(["p5@example.org"]);
  await until(() => inboxOf(member.email).length > before);
  const next = inboxOf(member.email).at(-1)!;
  expect(inboxOf(member.email)).toHaveLength(before + 1);
  expect(next.subject).toBe(first.subject);
  expect(next.headers).toMatchObject({ "In-Reply-To": LEFT_AS, References: LEFT_AS });
  expect([desk.faults, office.faults]).toEqual([[], []]);
});

test("a letter in one’s own words goes from the mailed link to the member, once its writer has confirmed it", async () => {
  const address = "writer@example.org";
  await sign([address]);
  await using seat = await seatAt(site, browser, { phone: true });
  const { page } = seat;
  await page.goto("/en/manage");
  await page.locator("#email").fill(address);
  await page.getByRole("main").getByRole("button").click();
  await page.goto(linkIn((await mailTo(address, "/manage/")).text, "/manage/"));
  await page.locator('a[href*="/write/"]').first().click();
  await page.locator("#ask").fill("Will you meet me?");
  await page
    .locator("#why")
    .fill("My sister teaches in Almaty, and a pupil of hers has not come home.");
  await page.locator("#name").fill("Ann O’Neil");
  await page.locator("#address").fill("1 High Street\nWestminster");
  await page.locator("#postcode").fill(POSTCODE);
  await page.locator('button[value="send"]').click();
  const own = await mailTo(address, "/own-letter/");
  expect(own.text).toContain("a pupil of hers has not come home");
  await page.goto(linkIn(own.text, "/own-letter/"));
  await page.getByRole("main").getByRole("button").first().click();
  await page.waitForLoadState();
  expect(seat.faults).toEqual([]);

  // what the site's own worker has in hand leaves; nothing else moves while the clock is set forward
  await until(async () => {
    const waiting = site.db.selectFrom("own_letter").where("confirmed_at", "is not", null);
    return (await waiting.select("id").executeTakeFirst()) !== undefined;
  });
  await site.server[Symbol.asyncDispose]();
  // on the next Wednesday, when the office is open
  const at = new Date();
  at.setUTCDate(at.getUTCDate() + ((10 - at.getUTCDay()) % 7 || 7));
  at.setUTCHours(11, 0, 0, 0);
  await releaseOwnLetters(site.db, testKeys, { transport: "resend", live: true }, at);
  const left = [
    // while offices are open the worker may have come first
    ...inboxOf(member.email).map(({ reply_to, text }) => ({ from: reply_to, text })),
    ...(await deliverAll(site.db, at)).flatMap(({ to, replyTo, text }) =>
      to === member.email ? [{ from: replyTo, text }] : [],
    ),
  ].filter(({ from }) => from === address);
  expect(left).toHaveLength(1);
  expect(left[0]!.text).toContain("a pupil of hers has not come home");
  expect(left[0]!.text).toContain("1 High Street");
  expect(standIn.wrong).toEqual([]);
});
