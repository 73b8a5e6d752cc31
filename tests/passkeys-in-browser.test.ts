/** Passkeys in Chromium, with its virtual authenticators: added, used, taken away; and forms that wait go on in place. */
import { createHash } from "node:crypto";

import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { startNamedSite } from "./support/named-site.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import type { Site } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startNamedSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** A device of its own with an authenticator that knows its owner. */
async function device(how: { javaScriptEnabled?: boolean; width?: number } = {}) {
  const { javaScriptEnabled = true, width = 1000 } = how;
  const viewport = { width, height: 800 };
  const context = await browser.newContext({ baseURL: site.base, viewport, javaScriptEnabled });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    context,
    page,
    denies: (isUserVerified: boolean) =>
      cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: !isUserVerified }),
    credentials: async () =>
      (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
  };
}

async function enterByMail(page: Page, organiser: number): Promise<void> {
  await page.goto(await signInPath(site.db, organiser));
  await page.getByRole("main").getByRole("button").click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto("/organise/you");
  const form = page.locator("form", { has: page.getByRole("button", { name: "Add a passkey" }) });
  await form.getByLabel("A name for it").fill(name);
  await form.getByRole("button").click();
  await page.getByRole("button", { name: "Make it now" }).click();
  await page.getByText("The passkey is added.").waitFor();
}

const enterByPasskey = async (page: Page) => {
  await page.goto("/organise/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
};

/** Makes the sign-in of a browser as old as three hours. */
async function tire(context: BrowserContext): Promise<void> {
  const cookie = (await context.cookies()).find(({ name }) => name === "organiser")!;
  await site.db
    .updateTable("organiser_session")
    .set({ created_at: new Date(Date.now() - 3 * 3_600_000) })
    .where("token_hash", "=", createHash("sha256").update(cookie.value).digest())
    .execute();
}

test("two passkeys are added on two devices, each signs in, and the mails say so", async () => {
  const ann = await newOrganiser(site.db, "ann@example.org", "owner");
  const [phone, laptop] = await Promise.all([device({ width: 375 }), device()]);
  await enterByMail(phone.page, ann);
  await addPasskey(phone.page, "My phone");
  await enterByMail(laptop.page, ann);
  await addPasskey(laptop.page, "My laptop");
  await expectAccessible(laptop.page);
  for (const { page, context, credentials } of [phone, laptop]) {
    const [credential] = await credentials();
    expect(credential!.rpId).toBe("localhost");
    const before = (await context.cookies())[0]!.value;
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByText("You are signed out.").waitFor();
    await expectAccessible(page);
    await enterByPasskey(page);
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    expect((await context.cookies())[0]!.value).not.toBe(before);
    await page.goto("/organise/you");
    await page.getByText("My phone").first().waitFor();
    expect(
      await page.locator("table").getByText("passkey", { exact: true }).count(),
    ).toBeGreaterThan(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  }
  const mails = await visitor(site.base).mails("ann@example.org", 2);
  expect(mails.map(({ subject }) => subject)).toEqual(Array(2).fill("Your sign-in was changed"));

  // the same device is not added twice, and one whose owner says no adds nothing
  await laptop.page.goto("/organise/you");
  await laptop.page.locator("#name").fill("Again");
  await laptop.page.getByRole("button", { name: "Add a passkey" }).click();
  await laptop.page.getByRole("button", { name: "Make it now" }).click();
  await laptop.page.getByText("Your device made no passkey.").waitFor();
  await expectAccessible(laptop.page);

  // removed: it opens nothing any more, and the other one does
  await phone.page.goto("/organise/you");
  await phone.page.getByText("Change “My phone”").click();
  await phone.page.getByText("You keep 1 other one.").first().waitFor();
  await phone.page.getByRole("button", { name: "Remove it" }).first().click();
  await phone.page.getByText("The passkey is removed.").waitFor();
  await phone.page.getByText("Change “My laptop”").click();
  await phone.page.getByText("It is your only one").waitFor();
  await phone.page.getByRole("button", { name: "Sign out", exact: true }).click();
  await enterByPasskey(phone.page);
  await phone.page.getByText("This passkey does not open the site").first().waitFor();
  await expectAccessible(phone.page);
  await laptop.page.getByRole("button", { name: "Sign out", exact: true }).click();
  await enterByPasskey(laptop.page);
  await laptop.page.getByRole("heading", { name: "Overview" }).waitFor();
});

test("a form that waits for a fresh sign-in goes on in its page, by a passkey", async () => {
  const bo = await newOrganiser(site.db, "bo@example.org", "owner");
  const { page, context } = await device();
  await enterByMail(page, bo);
  await addPasskey(page, "Laptop");
  await tire(context);
  await page.goto("/organise/people");
  await page.getByLabel("Their email address").fill("new@example.org");
  await page.getByLabel(/^A viewer/).check();
  await page.getByRole("button", { name: "Email the invitation" }).click();
  await page.getByRole("heading", { name: "Sign in again, then go on" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in with a passkey and go on" }).click();
  await page.getByText("The invitation is on its way.").waitFor();
  await expectAccessible(page);
  expect((await visitor(site.base).mails("new@example.org"))[0]!.subject).toBe(
    "Your invitation to help",
  );
});

test("without a device that knows its owner nobody gets in, and without scripts the link alone is offered", async () => {
  const cy = await newOrganiser(site.db, "cy@example.org");
  const { page, denies } = await device();
  await enterByMail(page, cy);
  await addPasskey(page, "Phone");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await denies(true);
  await enterByPasskey(page);
  await page.getByText("This passkey does not open the site").waitFor();
  await denies(false);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();

  const plain = await device({ javaScriptEnabled: false });
  await plain.page.goto("/organise/sign-in");
  expect(await plain.page.getByRole("button", { name: "Sign in with a passkey" }).count()).toBe(0);
  await enterByMail(plain.page, cy);
  await plain.page.goto("/organise/you");
  await plain.page.getByText("makes no passkeys").waitFor();
  expect(await plain.page.getByRole("button", { name: "Add a passkey" }).count()).toBe(0);
});

test("who is demoted while signed in may less with the next press, and who is removed is out", async () => {
  const owner = await newOrganiser(site.db, "dora@example.org", "owner");
  const eve = await newOrganiser(site.db, "eve@example.org", "organiser");
  const [boss, worker] = await Promise.all([device(), device()]);
  await enterByMail(boss.page, owner);
  await enterByMail(worker.page, eve);
  await addPasskey(worker.page, "Phone");
  await worker.page.goto("/organise/letters/new");

  await boss.page.goto("/organise/people");
  await expectAccessible(boss.page);
  await boss.page.getByRole("link", { name: "eve@example.org" }).click();
  await boss.page.getByLabel(/^A viewer/).check();
  await boss.page.getByRole("button", { name: "Change the role" }).click();
  await boss.page.getByText("Their role is changed").waitFor();
  await expectAccessible(boss.page);

  await worker.page.getByRole("button", { name: /draft/i }).first().click();
  await worker.page.getByText("As a viewer you see everything").waitFor();

  await boss.page.getByRole("link", { name: /Remove them/ }).click();
  await boss.page.getByText("This ends 1 session, deletes 1 passkey").waitFor();
  await expectAccessible(boss.page);
  await boss.page.getByLabel("To confirm, type the address").fill("eva@example.org");
  await boss.page.getByRole("button", { name: "Remove for good" }).click();
  await boss.page.getByRole("link", { name: /not the address/ }).waitFor();
  await boss.page.getByLabel("To confirm, type the address").fill("eve@example.org");
  await boss.page.getByRole("button", { name: "Remove for good" }).click();
  await boss.page.getByText("They organise no more.").waitFor();

  await worker.page.goto("/organise");
  await worker.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await worker.page.getByText("This passkey does not open the site").waitFor();
});
