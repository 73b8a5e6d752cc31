/** A real Chromium: the one that is found, or Debian's, installed where the run may do so. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";

import type axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const places = [
  // the same browser without a window, at less than half of the work
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function installOnDebian(): boolean {
  if (process.getuid?.() !== 0 || !fs.existsSync("/usr/bin/apt-get")) return false;
  const apt = (...args: string[]) =>
    spawnSync("apt-get", args, {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  apt("update");
  return (
    apt("install", "-y", "--no-install-recommends", "chromium-headless-shell", "fonts-noto-core")
      .status === 0
  );
}

const find = () => [process.env["CHROMIUM"] ?? "", ...places].find((place) => fs.existsSync(place));

/** @throws Error saying in one line how to get a browser */
export async function openBrowser(): Promise<Browser> {
  const executablePath = find() ?? (installOnDebian() ? find() : undefined);
  if (!executablePath) {
    throw new Error("No Chromium was found: install it, or say where it is with CHROMIUM=/path.");
  }
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Half as long to read as the one with comments, and every page has to. */
const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Of axe's categories, those that ask about words: names, labels, alternatives, the language. */
export const ABOUT_WORDS = [
  "cat.forms",
  "cat.language",
  "cat.name-role-value",
  "cat.text-alternatives",
];

/**
 * WCAG 2.2 AA as far as axe can tell, whatever its impact. Our pages have no frames, so nothing but the page has
 * to be asked.
 * @param wanted rules that are left out, and categories of axe's if not all
 * @returns a line for each rule that is broken, with what breaks it
 */
export async function violationsOf(
  page: Page,
  wanted: { except?: readonly string[]; categories?: readonly string[] } = {},
): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(
    async ({ tags, except, categories }) => {
      // named alone, rules would run that axe leaves out by itself
      const others = window.axe
        .getRules(tags)
        .filter(
          ({ ruleId, tags: own }) =>
            except.includes(ruleId) || (categories && !categories.some((one) => own.includes(one))),
        );
      const { violations } = await window.axe.run(document, {
        ...{ runOnly: tags, resultTypes: ["violations"] },
        rules: Object.fromEntries(others.map(({ ruleId }) => [ruleId, { enabled: false }])),
      });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
      );
    },
    { tags: TAGS, except: wanted.except ?? [], categories: wanted.categories },
  );
}

export async function expectAccessible(page: Page): Promise<void> {
  assert.equal(page.frames().length, 1, page.url());
  assert.deepEqual(await violationsOf(page), [], page.url());
}
