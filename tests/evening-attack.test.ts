/** An evening: somebody stuffs a list, the task leads to the cluster, and what was done about it is undone. */
import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";

import { linkToken } from "#app/keys.server.ts";
import { listAudit } from "#app/organisers/audit.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import type { Db } from "#db/connection.ts";
import { uuidBytes } from "#db/uuid.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { organiserAt, statusOf } from "./support/evening.ts";
import { type Site, startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { filled, visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";
const FAKES = 200;
const HONEST = 12;

/** Signs over HTTP, a few at once, each from the network that it is given. */
async function signAll(site: Site, people: readonly { email: string; network: string }[]) {
  const one = visitor(site.base);
  for (let at = 0; at < people.length; at += 20) {
    const answers = await Promise.all(
      people
        .slice(at, at + 20)
        .map(({ email, network }) =>
          one.post(
            `/demands/${SLUG}/sign`,
            { ...filled, country: "KZ", postcode: "", email },
            { "x-forwarded-for": network },
          ),
        ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  }
}

/** Opens every link that was mailed and presses its button. */
async function confirmAll({ base, db }: Site): Promise<void> {
  const one = visitor(base);
  const signings = await db.selectFrom("signing").select("id").orderBy("id").execute();
  for (let at = 0; at < signings.length; at += 20)
    await Promise.all(
      signings.slice(at, at + 20).map(({ id }, n) => {
        const token = linkToken(testKeys, "confirm", uuidBytes(id));
        // as many from each of a few networks
        const network = { "x-forwarded-for": `192.0.${(at + n) % 4}.7` };
        return one.post(`/confirm/${token}`, { demand: SLUG }, network);
      }),
    );
}

async function numbersOf(db: Db) {
  const { id, ...numbers } = await db
    .selectFrom("demand")
    .select(["id", "signature_count as counted", "held_count as held"])
    .where("slug", "=", SLUG)
    .executeTakeFirstOrThrow();
  const invalidated = await db
    .selectFrom("signature")
    .select("signer_key")
    .where("demand_id", "=", id)
    .where("set_aside", "=", "invalidated")
    .execute();
  return { ...numbers, invalidated: invalidated.length };
}

/** Looks for the signatures of the page's cluster, says why, and waits until it is done. */
async function workThrough(page: Page, deed: "Hold" | "Release" | "Invalidate"): Promise<void> {
  await page.getByRole("button", { name: `${deed}…` }).click();
  await settled(page, "waits for you");
  await page
    .getByText(/^200 signatures/)
    .first()
    .waitFor();
  await page.getByLabel("Why").fill("Two hundred within a minute, at a domain made up today");
  expect(
    await statusOf(page, () => page.getByRole("button", { name: `${deed} them` }).click()),
  ).toBe(303);
  await settled(page, "done");
}

const settled = (page: Page, state: string) =>
  page.locator("#work:not([data-refresh]) .tag", { hasText: state }).first().waitFor();

test("from the task to the cluster, held, invalidated, undone: nobody honest is touched, and the log names nobody", async () => {
  await using site = await startSite();
  const { db } = site;
  const network = (n: number) => `203.0.${n % 10}.${n % 200}`;
  await signAll(site, [
    ...Array.from({ length: FAKES }, (_, n) => ({
      email: `fake${n}@made-up-today.example`,
      network: network(n),
    })),
    ...Array.from({ length: HONEST }, (_, n) => ({
      email: `honest${n}@gmail.com`,
      network: network(n),
    })),
  ]);
  await confirmAll(site);
  const browser = await openBrowser();
  try {
    await using ann = await organiserAt(site, browser, "ann@example.org");
    const { page, faults } = ann;
    await vi.waitFor(
      async () => {
        const rows = await db.selectFrom("organiser_task").select("kind").execute();
        expect(rows).toContainEqual({ kind: "stuffing" });
      },
      { timeout: 60_000, interval: 500 },
    );
    const before = await numbersOf(db);
    expect(before.counted + before.held).toBe(FAKES + HONEST);

    await page.goto("/organise");
    await page.getByRole("link", { name: "Look into made-up-today.example" }).click();
    await page.getByRole("heading", { name: "made-up-today.example", level: 1 }).waitFor();
    expect(await page.locator("#look").innerText()).toContain(`${FAKES}: `);
    await expectAccessible(page);
    const cluster = page.url();
    if (before.held < FAKES) {
      await workThrough(page, "Hold");
      expect(await numbersOf(db)).toEqual({ counted: HONEST, held: FAKES, invalidated: 0 });
      await page.goto(cluster);
    }
    await workThrough(page, "Invalidate");
    expect(await numbersOf(db)).toEqual({ counted: HONEST, held: 0, invalidated: FAKES });
    await expectAccessible(page);

    await page.getByRole("button", { name: "Undo it" }).click();
    await settled(page, "undone");
    expect(await numbersOf(db)).toEqual({ counted: HONEST, held: FAKES, invalidated: 0 });
    expect(await checkTally(db)).toEqual([]);

    for (const path of ["", "?by=place", "/clusters", "/work", "/domains"]) {
      await page.goto(`/organise/signatures${path}`);
      await expectAccessible(page);
    }
    // networks of which many confirmed are clusters too, by a name of the day
    const networks = await db.selectFrom("network_signing").select("network").execute();
    expect(networks.length).toBeGreaterThan(FAKES / 2);
    expect(new Set(networks.map((one) => one.network)).size).toBe(4);

    await page.goto("/organise/signatures/domains?domain=made-up-today.example");
    await page.getByLabel("Why").fill("Made up for this");
    await page.getByRole("button", { name: "Block it" }).click();
    await page.getByText("No email goes to this domain any more.").waitFor();
    const sent = await db.selectFrom("mail_message").select("id").execute();
    await signAll(site, [{ email: "late@made-up-today.example", network: "198.51.100.1" }]);
    expect(await db.selectFrom("mail_message").select("id").execute()).toHaveLength(sent.length);

    const { entries } = await listAudit(db);
    const done = entries
      .map(({ action }) => action)
      .filter((one) => /^(signatures|domain)/.test(one));
    expect(done).toEqual(expect.arrayContaining(["domain.block", "signatures.undo"]));
    expect(JSON.stringify(entries)).not.toMatch(/fake\d|honest\d/);
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
  }
});
