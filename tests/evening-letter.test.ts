/** An evening: a letter to every member is drafted, changed, approved by another, sent, stopped, and one copy corrected. */
import { expect, test } from "vitest";

import { openBrowser } from "./support/browser.ts";
import { organiserAt, startCountry, statusOf } from "./support/evening.ts";
import { until } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { emailEvent, postWebhook, webhookSecret } from "./support/signed-webhook.ts";

const SLUG = "free-the-prisoners";
const CORRECTED = "desk@office.example.org";

test("a letter is changed under its approver, approved as it stands, sent, paused, and a copy that bounced goes again to the corrected address", async () => {
  await using standIn = await startStandIn();
  await using site = await startCountry({
    ...{ MAIL_TRANSPORT: "resend", RESEND_API_KEY: "re_test", RESEND_BASE_URL: standIn.url },
    ...{ RESEND_WEBHOOK_SECRET: webhookSecret, MAIL_FROM: "campaign@example.org" },
    MAIL_LIVE: "true",
  });
  const browser = await openBrowser();
  try {
    await using author = await organiserAt(site, browser, "ann@example.org");
    await using second = await organiserAt(site, browser, "bo@example.org");
    const [ann, bo] = [author.page, second.page];
    // the seat with the most signatures
    const seat = await site.db
      .selectFrom("tally_place")
      .innerJoin("demand", "demand.id", "tally_place.demand_id")
      .innerJoin("membership", "membership.area_code", "tally_place.place")
      .innerJoin("area", "area.code", "membership.area_code")
      .innerJoin("member", "member.id", "membership.member_id")
      .where("slug", "=", SLUG)
      .where("membership.ended_on", "is", null)
      .select([
        "area.name as place",
        "area.code",
        "member.name",
        "tally_place.signature_count as signed",
      ])
      .orderBy("signed", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    const number = seat.signed.toLocaleString("en-GB");

    // drafted beside a real member's copy
    await ann.goto("/organise/letters/new");
    await ann.locator(`#demand-${SLUG}`).check();
    await ann.locator("#subject").fill("What {{constituency}} asks of you");
    await ann.locator("#show_to").fill(`${seat.place}: ${seat.name}`);
    await ann
      .locator("#body")
      .fill(
        "Dear {{member.name}},\n\n**{{total.constituency}}** people in {{constituency}} signed. Will you raise it before the recess?",
      );
    await ann.locator("#preview strong", { hasText: number }).waitFor();
    await ann.locator("#preview", { hasText: `What ${seat.place} asks of you` }).waitFor();
    await ann.locator("#audience-all").check();
    await ann.locator("#per_hour").fill("18000");
    await ann.getByRole("button", { name: "Keep the draft" }).click();
    await ann.getByText("Look at some copies before it is approved.").waitFor();
    const letter = new URL(ann.url()).pathname;

    // the second person reads it; meanwhile it is changed, so the approval is of something else
    await bo.goto(letter);
    await ann.getByRole("link", { name: "Change the draft" }).click();
    const body = await ann.locator("#body").inputValue();
    await ann
      .locator("#body")
      .fill(body.replace("raise it before the recess", "vote for it in May"));
    await ann.getByRole("button", { name: "Keep the draft" }).click();
    await ann.getByText("The draft is changed.").waitFor();
    const approve = () => bo.getByRole("button", { name: "Approve" }).click();
    expect(await statusOf(bo, approve)).toBe(409);
    await bo.getByRole("heading", { name: /It was not approved/ }).waitFor();
    expect((await bo.locator("del").allTextContents()).join(" ")).toContain("recess");
    expect((await bo.locator("ins").allTextContents()).join(" ")).toContain("in May?");
    await approve();
    await bo.getByText("The letter is approved.").waitFor();

    // sent, and paused when some have left
    await ann.goto(letter);
    await ann.getByRole("button", { name: /^Send \d+ copies$/ }).click();
    await ann.getByText("The totals are counted").waitFor();
    const copies = () => standIn.taken.filter(({ subject }) => subject.startsWith("What "));
    await until(() => copies().length >= 20);
    await bo.goto(letter);
    await bo.getByRole("button", { name: "Pause" }).click();
    await bo.getByText("The letter is paused.").or(bo.getByText("It is stopped.")).waitFor();
    const left = copies().length;
    expect(left).toBeLessThan(600);
    expect(new Set(copies().map(({ to }) => to)).size).toBe(left);

    // one comes back
    const back = copies()[0]!;
    const message = back.tags.find(({ name }) => name === "message")!.value;
    const reason = { bounce: { type: "Permanent", subType: "General", message: "no such box" } };
    const event = emailEvent("email.bounced", message, reason);
    expect(await postWebhook(`${site.base}/webhooks/resend`, webhookSecret, "msg_1", event)).toBe(
      200,
    );
    await ann.goto("/organise");
    await ann.getByText("may not have arrived").waitFor();
    await ann.getByRole("link", { name: "The member", exact: true }).click();
    await ann.locator("#email").fill(CORRECTED);
    await ann.getByRole("button", { name: "Keep the address" }).click();
    await ann.getByText("Letters go to this address from now on.").waitFor();

    // its copy goes again with the others, and the others go once
    await ann.goto(`${letter}?state=bounced`);
    await ann.getByText("1–1 of 1").waitFor();
    await ann.getByRole("button", { name: `Send again, to ${CORRECTED}` }).click();
    await ann.getByText("The copy is written anew and leaves at its turn, once.").waitFor();
    expect(copies()).toHaveLength(left);
    await ann.getByRole("button", { name: "Go on" }).click();
    await ann.getByText("The letter goes on.").waitFor();
    await until(() => copies().some(({ to }) => to === CORRECTED));
    const again = copies().find(({ to }) => to === CORRECTED)!;
    expect(again.subject).toBe(back.subject);
    expect(again.text.split("\n").slice(0, 3)).toEqual(back.text.split("\n").slice(0, 3));
    await ann.goto(letter);
    await ann.getByRole("button", { name: /^Stop / }).click();
    await ann
      .getByText("The letter is stopped for good.")
      .or(ann.getByText("It is stopped."))
      .waitFor();
    const all = copies();
    expect(new Set(all.map(({ to }) => to)).size).toBe(all.length);
    expect([...standIn.counts.values()].every((count) => count === 1)).toBe(true);
    expect(standIn.wrong).toEqual([]);

    // what was counted stands in public
    await ann.goto(letter.replace("/organise", ""));
    await ann.getByText("Totals as sent").first().waitFor();
    await ann.goto(`${letter.replace("/organise", "")}?constituency=${seat.code}`);
    await ann.getByRole("cell", { name: number, exact: true }).waitFor();
    expect([author.faults, second.faults]).toEqual([[], []]);
  } finally {
    await browser.close();
  }
});
