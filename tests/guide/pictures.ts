/** The pictures of docs/organising.md: taken with GUIDE=write alone, as `npm run guide` says. */
import fs from "node:fs";

import type { Locator, Page } from "playwright-core";

const folder = new URL("../../docs/organising/", import.meta.url).pathname;

/** Wide enough for two columns. */
export const WIDE = { width: 1040, height: 900 };
export const PHONE = { width: 375, height: 780 };

/**
 * Takes a picture of the page as far down as a reader needs.
 * @param how.from what it begins with, the top of the page unless told
 * @param how.height in CSS pixels, less where the page ends before
 */
export async function picture(
  page: Page,
  name: string,
  how: { from?: Locator; height: number },
): Promise<void> {
  if (process.env["GUIDE"] !== "write") return;
  fs.mkdirSync(folder, { recursive: true });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.evaluate(() => window.scrollTo(0, 0));
  const top = how.from ? Math.max(0, (await how.from.boundingBox())!.y - 24) : 0;
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  await page.screenshot({
    path: `${folder}${name}.png`,
    fullPage: true,
    animations: "disabled",
    clip: { x: 0, y: top, width, height: Math.min(how.height, height - top) },
  });
}
