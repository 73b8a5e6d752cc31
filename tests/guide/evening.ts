/** An organiser's evening as docs/organising.md tells it, step by step, in Chromium. */
import type { Browser, Page } from "playwright-core";

import { until } from "../support/mails.ts";
import { newOrganiser, signInPath } from "../support/organisers.ts";
import type { Site } from "../support/server.ts";
import { PHONE, picture, WIDE } from "./pictures.ts";

export interface Evening {
  site: Site;
  browser: Browser;
  /** The organiser whose evening it is. */
  page: Page;
}

export const press = (page: Page, name: string | RegExp) =>
  page.getByRole("main").getByRole("button", { name, exact: true }).click();
export const saying = (page: Page, text: string) =>
  page.getByRole("status").getByText(text).waitFor();

export async function openPage(browser: Browser, site: Site, viewport = WIDE): Promise<Page> {
  const context = await browser.newContext({ baseURL: site.base, viewport, locale: "en-GB" });
  return context.newPage();
}

async function enter(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("main").getByRole("button").click();
  await page.getByRole("navigation", { name: "Organisers" }).waitFor();
}

export async function beginEvening(browser: Browser, site: Site): Promise<Evening> {
  const page = await openPage(browser, site);
  await enter(
    page,
    await signInPath(site.db, await newOrganiser(site.db, "chief@example.org", "owner")),
  );
  return { site, browser, page };
}

export async function firstSteps({ page }: Evening): Promise<void> {
  await page.goto("/organise/settings");
  await page.getByLabel("Who signs letters").fill("Robin Rose");
  await page.getByLabel("Telephone").fill("020 7946 0123");
  await page.getByLabel("Postal address").fill("1 Example Street, London");
  await press(page, "Keep");
  await saying(page, "The settings are kept.");
  await page.goto("/organise/first-steps");
  await picture(page, "first-steps", { height: 860 });
}

export async function makeDemand({ page }: Evening): Promise<void> {
  await page.goto("/organise/demands/new");
  await page.getByLabel("Demanded of").fill("the Foreign Office");
  await page.getByLabel("Title").fill("Publish the evidence");
  await page
    .getByLabel("Summary")
    .fill("The Foreign Office knows who gave the order to shoot. It should say so.");
  await page
    .getByLabel("The text")
    .fill(
      "In January 2022 soldiers shot at people in Almaty.\n\n## What we ask\n\n- publish the cables\n- name **who gave the order**\n",
    );
  await page.locator(".copy, .preview, aside").getByText("who gave the order").first().waitFor();
  await picture(page, "demand", { height: 1000 });
  await press(page, "Keep the draft");
  await saying(page, "The draft is kept.");
}

export async function translate({ page }: Evening): Promise<void> {
  await page.getByRole("main").getByRole("link", { name: "Ukrainian" }).click();
  await page.getByLabel("Demanded of").fill("Міністерство закордонних справ");
  await page.getByLabel("Title").fill("Опублікуйте докази");
  await page.getByLabel("Summary").fill("Міністерство знає, хто наказав стріляти. Хай скаже.");
  await page.getByLabel("The text").fill("У січні 2022 року солдати стріляли в людей в Алмати.");
  await page.getByLabel("Translated by").fill("Oksana");
  await press(page, "Keep the translation");
  await saying(page, "The translation is kept.");
  await picture(page, "languages", { height: 1000 });
}

export async function openDemand({ page }: Evening): Promise<void> {
  await page.getByRole("link", { name: "Publish the evidence" }).click();
  await page.getByRole("link", { name: "Open it for signing…" }).click();
  await page.getByRole("group", { name: "English" }).getByRole("textbox").fill("We begin today.");
  await press(page, "Open it now");
  await saying(page, "The demand is open.");
}

export async function signAsVisitor({ browser, site }: Evening): Promise<void> {
  const page = await openPage(browser, site, PHONE);
  await page.goto("/demands/publish-the-evidence");
  await picture(page, "signing", { height: 1100 });
  await page.getByLabel("Your name").fill("Aida Test");
  await page.getByLabel("Email address", { exact: true }).fill("aida@example.org");
  await page.locator("#postcode").fill("N7 7AJ");
  await page.locator("#consent").check();
  await press(page, /^Sign/);
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
  await page.goto(await linkTo(site, "aida@example.org", "confirm"));
  await page.getByRole("main").getByRole("button").first().click();
  await page.getByText("Your signature is confirmed.").waitFor();
  await page.context().close();
}

/** The path of a link that was mailed there, out of the demo's mailbox. */
async function linkTo(site: Site, address: string, kind: string): Promise<string> {
  const link = new RegExp(`/en/(?:organise/)?${kind}/[\\w-]{20,}`);
  let found: string | undefined;
  await until(async () => {
    const html = await (await fetch(`${site.base}/mailbox`)).text();
    const mails = html.split("<details").filter((mail) => mail.includes(address));
    found = link.exec(mails.join(""))?.[0];
    return found !== undefined;
  });
  return found!;
}

export async function postNews({ page }: Evening): Promise<void> {
  await page.getByRole("link", { name: "Add to the timeline" }).click();
  await page.getByLabel("News").check();
  const english = page.getByRole("group", { name: "English" });
  await english.getByLabel("Headline").fill("A question was asked in the House");
  await english.getByLabel("Text").fill("The minister was asked what the cables say.");
  await press(page, "Keep the entry");
  await saying(page, "The entry is kept");
  const next = page.getByRole("heading", { name: "What can be done now" });
  await picture(page, "timeline", { from: next, height: 760 });
}

/** @returns the page of the colleague, who is signed in */
export async function inviteColleague({ page, browser, site }: Evening): Promise<Page> {
  await page.goto("/organise/people");
  await page.getByLabel("Their email address").fill("bea@example.org");
  await page.getByLabel("An organiser runs the campaign").check();
  await press(page, "Email the invitation");
  await saying(page, "The invitation is on its way.");
  await picture(page, "people", { height: 1220 });
  const colleague = await openPage(browser, site);
  await enter(colleague, await linkTo(site, "bea@example.org", "invitation"));
  return colleague;
}
