/** `organise`: how long an organiser waits for each of their pages, on a campaign of a country's size. */
import { href } from "#app/paths.ts";

import { newOrganiser, signInPath } from "../support/organisers.ts";
import { type Visitor, visitor } from "../support/visitor.ts";
import { fillCampaign, SIGNATURES } from "./campaign.ts";
import type { Figure } from "./figures.ts";
import { type OrganisePage, organisePages } from "./organise-pages.ts";
import { startSite } from "./site.ts";
import { type Bench, insist } from "./tools.ts";

/** Milliseconds that a page may take, by the median: what feels like at once, with room for the way there. */
const MOST = 300;
/** How often each is asked for, for each run. */
const TIMES = 4;
/** Asks nothing of the campaign. */
const PLAIN = href("/organise/sign-in");

/** One page after the other, as one person does, nothing of them kept; in turn with a page that asks nothing. */
export const organise: Bench = async ({ cluster, runs, quick, say }) => {
  await using database = await cluster.emptyDatabase("bench_organise");
  say("  loading");
  const { what, letters } = await fillCampaign(database, quick ? 5_000 : SIGNATURES);
  say(`  ${what}`);
  await using site = await startSite(database, { ROLE: "web" });
  const ann = visitor(site.base);
  const owner = await newOrganiser(database.db, "bench-owner@example.org", "owner");
  await ann.post(await signInPath(database.db, owner), {});
  const pages = await organisePages(database.db, { letters });
  say(`  ${pages.length} pages`);
  const figures: Figure[] = [];
  let number = 0;
  for (const page of pages) {
    const ours: number[] = [];
    const plain: number[] = [];
    // both are compiled by V8 as they run, and statements are planned: the first ones warm up
    for (let time = -3; time < runs * TIMES; time++) {
      const taken = await waitFor(ann, page, number++);
      const plainTaken = await waitFor(ann, { name: PLAIN, path: PLAIN }, number++);
      if (time < 0) continue;
      ours.push(taken);
      plain.push(plainTaken);
    }
    figures.push({
      name: `organise: ${page.name}`,
      unit: "ms",
      isCost: true,
      ours,
      reference: { what: "the sign-in page", runs: plain },
      target: { of: "ours", most: MOST },
    });
  }
  say("  greatest is the worst of each; medians have to be met");
  return figures;
};

/** @returns milliseconds until the whole answer was there */
async function waitFor(ann: Visitor, { name, path, body }: OrganisePage, number: number) {
  const begun = performance.now();
  const { status, location } = body ? await ann.post(path, body(number)) : await ann.get(path);
  const taken = performance.now() - begun;
  insist(status === 200, `${name} (${path}) was answered with ${status} ${location}`);
  return taken;
}
