/** Takes a visit's pictures, one for each width and theme, and says what axe finds in each. */
import path from "node:path";

import type { Page } from "playwright-core";

import { violationsOf } from "../support/browser.ts";
import type { Visit } from "./visits.ts";

export const widths = [360, 768, 1280] as const;
export const themes = ["light", "dark"] as const;
/** In CSS pixels: what is below is lists. */
const TALLEST = 5_000;

export interface Picture {
  page: string;
  state: string;
  locale: string;
  width: number;
  theme: (typeof themes)[number];
  file: string;
  findings: string[];
}

const wordOf = (text: string) =>
  text
    .replace("*", "anything-else")
    .replace(/[^a-z0-9]+/gi, "-")
    .replace(/^-|-$/g, "") || "home";

/** @param page where the visit has led */
export async function takePictures(
  page: Page,
  { page: pattern, state, locale }: Visit,
  folder: string,
): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const width of widths)
    for (const theme of themes) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: theme });
      const name = [pattern, state, locale, String(width), theme].map(wordOf).join("_");
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.screenshot({
        path: path.join(folder, `${name}.png`),
        ...{ animations: "disabled", fullPage: true },
        clip: { x: 0, y: 0, width, height: Math.min(height, TALLEST) },
      });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const findings = await violationsOf(page);
      if (wide > 0) findings.push(`${wide} px too wide`);
      pictures.push({ page: pattern, state, locale, width, theme, file: `${name}.png`, findings });
    }
  return pictures;
}
