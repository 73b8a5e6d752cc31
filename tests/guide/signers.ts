/** The part of the evening that is about signers: what looks wrong, and an update to those who asked for news. */
import { sql } from "kysely";
import type { Page } from "playwright-core";

import type { Db } from "#db/connection.ts";

import { signed, confirm, wishFor } from "../support/signers.ts";
import { type Evening, press, saying } from "./evening.ts";
import { picture } from "./pictures.ts";

const FAKES = 46;

/** A cluster: confirmed within minutes at one mail domain, and counted as the site itself counts them. */
export async function fillCluster(db: Db, slug: string): Promise<void> {
  const { id } = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", slug)
    .executeTakeFirstOrThrow();
  const now = new Date();
  for (let n = 0; n < FAKES; n++) {
    const wish = wishFor([id], `box${n}@made-up.example`, n % 3 ? "E14001305" : "KZ");
    await confirm(db, await signed(db, wish, now), [id], now);
  }
  await sql`
    insert into velocity (kind, slot, key, count)
    select 'domain', date_bin('5 minutes', ${now}::timestamptz, 'epoch'), domain_key::text, count(*)
      from signing where created_at = ${now} group by domain_key`.execute(db);
}

export async function lookIntoCluster({ page }: Evening): Promise<void> {
  await page.goto("/organise/signatures/clusters");
  await page.getByRole("main").getByRole("link", { name: "made-up.example" }).first().click();
  await page.getByRole("heading", { name: "made-up.example", level: 1 }).waitFor();
  await picture(page, "cluster", { height: 1000 });
  await press(page, "Hold…");
  await settled(page, "waits for you");
  await page.getByLabel("Why").fill("Nobody knows this domain; asked the web host");
  await picture(page, "bulk", { height: 900 });
  await press(page, "Hold them");
  await settled(page, "done");
}

const settled = (page: Page, state: string) =>
  page.locator("#work:not([data-refresh]) .tag", { hasText: state }).first().waitFor();

export async function tellSupporters({ page }: Evening): Promise<void> {
  await page.goto("/organise/updates/new");
  await page.locator("#demand-free-the-prisoners").check();
  await page.locator("#subject").fill("A question was asked in the House");
  await page
    .locator("#body")
    .fill("The minister was asked **what the cables say**.\n\nThank you for asking too.");
  await page.locator("#preview strong", { hasText: "what the cables say" }).waitFor();
  await picture(page, "update", { height: 1100 });
  await press(page, "Keep the draft");
  await saying(page, "The draft is kept.");
}

export async function showSupporters({ page }: Evening): Promise<void> {
  await page.goto("/organise/supporters");
  await page.locator("#demand-free-the-prisoners").check();
  await picture(page, "supporters", { height: 900 });
}
