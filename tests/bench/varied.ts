/** `memory`: what 50,000 questions for public pages, each another one, add to the memory of a site. */
import http from "node:http";

import { audienceOf, methodsOf, type Pattern, paths, rowOf } from "#app/paths.ts";

import type { Figure } from "./figures.ts";
import { residentMegabytes } from "./memory.ts";
import { startSite } from "./site.ts";
import type { Bench } from "./tools.ts";
import { insist } from "./tools.ts";
import { fillPublicSite } from "./uncached-data.ts";

/** So many twice: the first fill what is kept to its bounds, the next tell whether anything grows beyond them. */
const REQUESTS = 50_000;
/** As many are under way at once as a few networks would have. */
const AT_ONCE = 16;
/** Before what is counted, so that all is compiled and each store has what it begins with. */
const WARM = 3_000;

const publicPatterns = (Object.keys(paths) as Pattern[]).filter((pattern) => {
  const row = rowOf(pattern);
  const audience = audienceOf(row);
  return (
    pattern !== "/*" &&
    audience !== "organisers" &&
    audience !== "probes" &&
    methodsOf(row).includes("GET")
  );
});

const languages = ["", "en", "uk", "kk,ru;q=0.5", "cy", "de-AT,de;q=0.9", "*"];
const real: Record<string, readonly string[]> = {
  slug: ["free-the-prisoners", "withdraw-the-troops"],
  code: ["E14001172", "E14001530"],
  id: ["1", "2"],
  file: ["1.json", "2.csv", "SW1A1AA.json"],
};

/** The n-th question: half of the names in its path are made up, as are queries, and all that a browser sends. */
function question(n: number): { path: string; method: string; headers: Record<string, string> } {
  const made = `m${((n * 2_654_435_761) % 4_294_967_296).toString(36)}`;
  const pattern = publicPatterns[n % publicPatterns.length]!;
  const turn = Math.floor(n / publicPatterns.length);
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => {
    const known = real[name];
    return known && turn % 2 === 0
      ? known[turn % known.length]!
      : name === "file"
        ? `${made}.json`
        : made;
  });
  const names = Object.keys(rowOf(pattern).query ?? {});
  const asked = [...names, "utm_source"].map(
    (name) => `${name}=${made}${turn % 3 === 0 ? "%D0%B6" : ""}`,
  );
  const prefix =
    turn % 5 === 1 && audienceOf(rowOf(pattern)) !== "programs"
      ? ["/uk", "/kk", "/ru"][turn % 3]!
      : "";
  return {
    path: `${prefix}${path}${turn % 4 === 0 ? "" : `?${asked.join("&")}`}`,
    method: turn % 7 === 3 ? "HEAD" : "GET",
    headers: {
      "user-agent": `Browser/${made}`,
      "accept-language": languages[turn % languages.length]!,
      "accept-encoding": ["", "gzip", "br", "identity"][turn % 4]!,
      "x-forwarded-for": `${10 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.1`,
      cookie: turn % 3 ? `organiser=${made}; other=${made}` : "",
      "if-none-match": turn % 6 === 2 ? `"${made}"` : "",
    },
  };
}

export const memory: Bench = async ({ cluster, quick, say }) => {
  await using database = await cluster.newDatabase("bench_memory");
  say("  loading");
  await fillPublicSite(database);
  await using site = await startSite(database, { TRUSTED_PROXY_HOPS: "1" });
  const pid = site.process.pid!;
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const statuses = new Map<number, number>();
  const ask = (n: number) =>
    new Promise<void>((resolve, reject) => {
      const { path, method, headers } = question(n);
      const options = { agent, host: "127.0.0.1", port: site.port, path, method, headers };
      const request = http.request(options, (response) => {
        statuses.set(response.statusCode!, (statuses.get(response.statusCode!) ?? 0) + 1);
        response.resume().on("end", resolve).on("error", reject);
      });
      request.on("error", reject).end();
    });
  let next = 0;
  /** @returns the most that the site held meanwhile, in megabytes */
  async function askUpTo(end: number): Promise<number> {
    let most = residentMegabytes(pid);
    const askInTurn = async () => {
      while (next < end) {
        await ask(next++);
        if (next % 500 === 0) most = Math.max(most, residentMegabytes(pid));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askInTurn));
    return Math.max(most, residentMegabytes(pid));
  }
  const requests = quick ? 2_000 : REQUESTS;
  say("  warming up");
  await askUpTo(WARM);
  const before = residentMegabytes(pid);
  say("  asking for the first time");
  const filled = await askUpTo(WARM + requests);
  say("  asking again");
  const after = await askUpTo(WARM + 2 * requests);
  agent.destroy();
  say(
    `  ${[...statuses]
      .sort()
      .map(([status, times]) => `${status}: ${times}`)
      .join(", ")}`,
  );
  insist(![...statuses.keys()].some((status) => status >= 500 && status !== 503), "a page failed");
  const bound: Partial<Figure> = { target: { of: "ours", most: 150 } };
  const figure = (name: string, megabytes: number, more: Partial<Figure> = {}): Figure => ({
    name,
    unit: "MB",
    ours: [megabytes],
    ...more,
  });
  return [
    figure("memory: before 50,000 varied requests", before),
    figure("memory: the first 50,000 add, at most", filled - before, bound),
    // from peak to peak, for between them a collection may give back half of it
    figure("memory: the next 50,000 add, at most", Math.max(0, after - filled), bound),
  ];
};
