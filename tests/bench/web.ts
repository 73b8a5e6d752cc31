/** `web`: the first look at a demand on a slow phone and a weak line, in each language, with nothing kept. */
import http from "node:http";

import type { Browser } from "playwright-core";

import { locales } from "#app/words/locale.ts";

import { openBrowser } from "../support/browser.ts";
import { listen } from "./child.ts";
import type { Figure } from "./figures.ts";
import { type Look, lookAt } from "./look.ts";
import { DEMAND, startSite } from "./site.ts";
import { type Bench, insist } from "./tools.ts";
import { fillPublicSite } from "./uncached-data.ts";

/** What must hold of each look: seconds, a share of the screen, thousands of bytes, requests. */
const MOST = { painted: 2, shifted: 0.02, kilobytes: 30, requests: 8 };

/** What that line and that phone take at the very least. */
const NEXT_TO_NOTHING =
  '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Nothing</title><p>Nothing';

export const web: Bench = async ({ cluster, runs }) => {
  await using database = await cluster.newDatabase("bench_web");
  await fillPublicSite(database);
  await using site = await startSite(database, { ROLE: "web" });
  const bare = http.createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8").end(NEXT_TO_NOTHING);
  });
  const barePort = await listen(bare);
  const browser = await openBrowser();
  try {
    const figures: Figure[] = [];
    for (const locale of locales) {
      const path = `/${locale}/demands/${DEMAND.slug}`;
      figures.push(...(await lookOften(browser, runs, site.port, path, barePort)));
    }
    return figures;
  } finally {
    await browser.close();
    bare.close();
  }
};

/** Both in turn; the page is made before, as for all but the first of its readers. */
async function lookOften(
  browser: Browser,
  runs: number,
  port: number,
  path: string,
  barePort: number,
): Promise<Figure[]> {
  const looks: Look[] = [];
  const bares: number[] = [];
  for (let run = -1; run < runs; run++) {
    const look = await lookAt(browser, `http://127.0.0.1:${port}${path}`);
    const bare = await lookAt(browser, `http://127.0.0.1:${barePort}/`);
    insist(look.failed.length === 0, `of ${path} failed: ${look.failed.join(", ")}`);
    if (run < 0) continue;
    looks.push(look);
    bares.push(bare.painted);
  }
  const name = (what: string) => `web ${path.slice(1, 3)}: ${what}`;
  return [
    {
      ...{ name: name("largest contentful paint"), unit: "s", isCost: true },
      ours: looks.map(({ painted }) => painted),
      reference: { what: "a page of one word", runs: bares },
      target: { of: "ours", most: MOST.painted },
    },
    {
      ...{ name: name("layout shift"), unit: "" },
      ours: looks.map(({ shifted }) => shifted),
      target: { of: "ours", most: MOST.shifted },
    },
    {
      ...{ name: name("transferred"), unit: "kB" },
      ours: looks.map(({ bytes }) => bytes / 1_000),
      target: { of: "ours", most: MOST.kilobytes },
    },
    {
      ...{ name: name("requests"), unit: "" },
      ours: looks.map(({ requests }) => requests),
      target: { of: "ours", most: MOST.requests },
    },
  ];
}
