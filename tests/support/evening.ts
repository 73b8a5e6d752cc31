/** An organiser's evening: a campaign of a country's size, and people who work on it, each at a browser of their own. */
import type { Browser, Page } from "playwright-core";
import { inject } from "vitest";

import { keepFirstValues } from "#app/campaign/settings.server.ts";
import { connect } from "#db/connection.ts";
import type { Role } from "#db/schema.ts";

import { fillSignatures, SIGNATURES } from "../bench/campaign.ts";
import { cloneFrom, freshDatabase } from "./database.ts";
import { newOrganiser, signInPath } from "./organisers.ts";
import { serveOn, type Site } from "./server.ts";

const TEMPLATE = "template_evening";
/** Of the lock under which one process fills it and others wait. */
const FILLING = 650_200;

/** Fills the database that evenings are cloned from, once in a run of the tests. */
async function makeTemplate(): Promise<void> {
  const adminUrl = inject("databaseUrl");
  const { pool, close: leave } = connect(adminUrl, 1);
  // one and the same connection, for the lock is its own
  const admin = await pool.connect();
  await admin.query("set statement_timeout = 0");
  await admin.query("select pg_advisory_lock($1)", [FILLING]);
  const made = await admin.query("select from pg_database where datname = $1", [TEMPLATE]);
  if (made.rowCount === 0) {
    // it has its name once it is whole
    const begun = `${TEMPLATE}_${Date.now()}`;
    await admin.query(`create database ${begun} template template_tracker`);
    const url = adminUrl.replace(/\/postgres$/, `/${begun}`);
    const { db, close } = connect(url, 4);
    const now = new Date();
    await fillSignatures({ db, url }, SIGNATURES, now);
    await keepFirstValues(db, whoSigns, now);
    await close();
    await admin.query(`alter database ${begun} rename to ${TEMPLATE}`);
  }
  admin.release(true);
  await leave();
}

/** What letters need; no variable says it. */
const whoSigns = {
  ...{ name: "Solidarity with Kazakhstan", email: "campaign@example.org" },
  ...{ address: "1 Example Street, London", sender: "Alex Example", telephone: "020 7946 0123" },
};

/** A site on 650 seats and 200,000 signatures, at a name, as passkeys need one. */
export async function startCountry(env: Record<string, string> = {}): Promise<Site> {
  await makeTemplate();
  cloneFrom(TEMPLATE);
  return serveOn(await freshDatabase(), env, "localhost");
}

export interface Seat extends AsyncDisposable {
  page: Page;
  /** Whatever went wrong in the page: errors, breaches of the policy, what was asked of elsewhere. */
  faults: string[];
}

/** A browser of one's own. @param how `phone` for a narrow one */
export async function seatAt(
  { base }: Pick<Site, "base">,
  browser: Browser,
  how: { phone?: boolean; locale?: string } = {},
): Promise<Seat> {
  const { phone = false, locale = "en-GB" } = how;
  const viewport = phone ? { width: 375, height: 812 } : { width: 1200, height: 900 };
  const context = await browser.newContext({ baseURL: base, viewport, locale });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    const { url } = message.location();
    // that a postcode is not known is none of the page's faults
    const expected = /status of 4(09|10|22)/.test(message.text()) || url.includes("/postcodes/");
    if (message.type() === "error" && !expected) faults.push(`${message.text()} ${url}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) faults.push(`asked elsewhere: ${request.url()}`);
  });
  return { page, faults, [Symbol.asyncDispose]: () => context.close() };
}

/** Somebody who organises, signed in by a mailed link. */
export async function organiserAt(
  site: Site,
  browser: Browser,
  address: string,
  role: Role = "organiser",
): Promise<Seat> {
  const seat = await seatAt(site, browser);
  await seat.page.goto(await signInPath(site.db, await newOrganiser(site.db, address, role)));
  await seat.page.getByRole("main").getByRole("button").click();
  await seat.page.getByRole("heading", { name: "Overview" }).waitFor();
  return seat;
}

/** The status of the answer to a form that is sent; its page is there, and previews do not count. */
export async function statusOf(page: Page, press: () => Promise<unknown>): Promise<number> {
  const [response] = await Promise.all([
    page.waitForResponse((one) => {
      const request = one.request();
      return request.method() === "POST" && request.isNavigationRequest();
    }),
    press(),
  ]);
  await page.waitForLoadState();
  return response.status();
}

/** Gives a browser a device that makes passkeys and knows its owner. */
export async function addAuthenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
