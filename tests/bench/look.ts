/** One look at a page by a Chromium that has seen nothing yet, as a slow phone on a weak line would have it. */
import { setTimeout as sleep } from "node:timers/promises";

import type { Browser } from "playwright-core";

const PHONE = { width: 360, height: 740 };
/** Times slower than this machine. */
const SLOWER = 4;
/** 400 kbit a second, and milliseconds from a request to its answer. */
const LINE = { downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 400 };
/** Milliseconds after the last request, in which what is late would still move the page. */
const REST = 1_500;

export interface Look {
  /** Seconds from the beginning to the largest contentful paint. */
  painted: number;
  /** All layout shifts together (web.dev/articles/cls), as a share of the screen. */
  shifted: number;
  /** Of all answers as they came over the line, headers among them. */
  bytes: number;
  requests: number;
  failed: string[];
}

/** What the page has observed of itself. */
interface Seen {
  painted: number;
  shifted: number;
}

export async function lookAt(browser: Browser, url: string): Promise<Look> {
  const context = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const look = { bytes: 0, requests: 0, failed: [] as string[] };
  devtools.on("Network.requestWillBeSent", () => look.requests++);
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    look.bytes += encodedDataLength;
  });
  devtools.on("Network.loadingFailed", ({ errorText }) => look.failed.push(errorText));
  devtools.on("Network.responseReceived", ({ response }) => {
    if (response.status >= 400) look.failed.push(`${response.status} ${response.url}`);
  });
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", { offline: false, ...LINE });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript(observe);
  await page.goto(url, { waitUntil: "networkidle" });
  await sleep(REST);
  const { painted, shifted } = await page.evaluate(
    () => (window as unknown as { seen: Seen }).seen,
  );
  await context.close();
  return { ...look, painted: painted / 1_000, shifted };
}

/** Runs in the page, before anything of its own. */
function observe(): void {
  const seen: Seen = { painted: 0, shifted: 0 };
  (window as unknown as { seen: Seen }).seen = seen;
  const watch = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      buffered: true,
    });
  watch("largest-contentful-paint", ({ startTime }) => (seen.painted = startTime));
  watch("layout-shift", (entry) => (seen.shifted += (entry as unknown as { value: number }).value));
}
