/** `uncached`: what each kind of answer takes of the processors when nothing is kept, beside bare Node's. */
import { type Child, startChild } from "./child.ts";
import { type Figure, median, ratiosOf } from "./figures.ts";
import type { Recording } from "./nothing-kept.ts";
import { type Asked, type Page, publicPages } from "./pages.ts";
import type { ReferenceQuestion } from "./reference-page.ts";
import { type Bench, insist, type Tools } from "./tools.ts";
import { fillPublicSite } from "./uncached-data.ts";
import { copyAnswer, requestOf, sendAll, startUnkept, type UnkeptSite } from "./uncached-site.ts";

/** The least that the reference may take, of what the site takes. */
const LEAST = 0.3;
/** So many milliseconds a turn takes the site, for each second of what is otherwise a run. */
const TURN = 80;
/** Requests of one turn. */
const FEWEST = 5;
const MOST = 400;
/** Whoever asks more often than this is limited, or nobody is. */
const MOST_ALLOWED = 2_500;

type Reference = Child<ReferenceQuestion, number> & { port: number };

interface Measured {
  page: Page;
  bytes: number;
  /** Has so many requests answered by both, who is first said by `isSwapped`; milliseconds of each one. */
  run: (isSwapped: boolean) => Promise<{ site: number; reference: number }>;
}

export const uncached: Bench = async (tools) => {
  await using database = await tools.cluster.newDatabase("bench_uncached");
  tools.say("  loading");
  const letter = await fillPublicSite(database);
  await using site = await startUnkept(database.url);
  await using child = startChild<ReferenceQuestion, number>("reference-page.ts");
  const port = await child.ask({ what: "begin", databaseUrl: database.url });
  const reference: Reference = { ...child, port };
  const measured: Measured[] = [];
  for (const page of await publicPages(database.db, letter))
    measured.push(await prepare(tools, page, site, reference));
  tools.say(`  ${measured.length} pages`);
  const figures = measured.map(({ page, bytes }): Figure => ({
    name: `uncached: ${page.name}, ${bytes.toLocaleString("en-GB")} B`,
    unit: "ms",
    isCost: true,
    ours: [],
    reference: { what: "bare `node:http`, same statements", runs: [] },
    target: { of: "ratio", least: LEAST },
  }));
  // both are compiled by V8 as they run: the first round warms up
  for (let round = 0; round <= tools.runs; round++) {
    for (const [index, { run }] of measured.entries()) {
      const taken = await run(round % 2 === 1);
      if (round === 0) continue;
      figures[index]!.ours.push(taken.site);
      figures[index]!.reference!.runs.push(taken.reference);
    }
  }
  const weakest = figures.toSorted((a, b) => median(ratiosOf(a)) - median(ratiosOf(b)))[0]!;
  const name = weakest.name.replace(/^uncached/, `uncached, the weakest of ${figures.length}`);
  return [...figures, { ...weakest, name }];
};

/** Warms a page up, copies it, and records what it asks of Postgres. */
async function prepare(
  tools: Tools,
  page: Page,
  site: UnkeptSite,
  reference: Reference,
): Promise<Measured> {
  let turn = 0;
  let number = 0;
  const next = () => page.ask(number++, turn);

  /** Has a network of its own ask until it is told to wait. */
  async function askInVain(): Promise<void> {
    turn += 1;
    for (let asked = 0; page.isLimited; asked++) {
      const [status] = await sendAll(site.port, [requestOf(site.port, next())]);
      if (status === page.status) return;
      insist(asked < MOST_ALLOWED, `${page.name}: ${asked} requests were allowed`);
    }
  }

  /** @returns milliseconds of the processor that each one took */
  async function cost(asked: UnkeptSite | Reference, requests: readonly string[]): Promise<number> {
    const used = () => (asked === site ? site.ask("used") : reference.ask({ what: "used" }));
    const before = (await used()) as number;
    const statuses = await sendAll(asked.port, requests);
    const after = (await used()) as number;
    const wrong = statuses.filter((status) => status !== page.status);
    // a place in a full lane comes free every three seconds
    const allowed = page.isLimited ? Math.ceil(statuses.length / 20) : 0;
    const said = `${page.name} had status ${wrong[0]} instead of ${page.status}`;
    insist(wrong.length <= allowed, said);
    return (after - before) / requests.length;
  }

  const many = (count: number): Asked[] => Array.from({ length: count }, next);
  const atSite = (asked: readonly Asked[]) => asked.map((one) => requestOf(site.port, one));

  await askInVain();
  const { bytes, ...copy } = await copyAnswer(site.port, next());
  insist(copy.status === page.status, `${page.name} had status ${copy.status}`);
  await cost(site, atSite(many(FEWEST)));
  const each = await cost(site, atSite(many(FEWEST)));
  const count = Math.round(Math.min(MOST, Math.max(FEWEST, (tools.seconds * TURN) / each)));
  await site.ask("record");
  await cost(site, atSite(many(count)));
  const recording = (await site.ask("recorded")) as Recording;
  insist(recording.length === count, `${recording.length} of ${count} requests were recorded`);
  const id = await reference.ask({ what: "copy", copy: { ...copy, recording } });
  const atReference = (asked: readonly Asked[]) =>
    asked.map((one) => requestOf(reference.port, { ...one, path: `/${id}` }));

  async function run(isSwapped: boolean) {
    await askInVain();
    const asked = many(count);
    const ofReference = () => cost(reference, atReference(asked));
    const first = isSwapped ? await ofReference() : undefined;
    const ours = await cost(site, atSite(asked));
    return { site: ours, reference: first ?? (await ofReference()) };
  }
  return { page, bytes, run };
}
