/** `confirm`: distinct links posted. */
import { startChild } from "./child.ts";
import { createCrowd, type Crowd, type Host, secondsFor } from "./crowd.ts";
import { alternate } from "./figures.ts";
import { signedInAdvance } from "./people.ts";
import type { PostQuestion } from "./reference-post.ts";
import { startSite } from "./site.ts";
import type { Bench, Tools } from "./tools.ts";
import { countedTruly } from "./truth.ts";

export const confirm: Bench = async (tools) => {
  const { cluster, runs } = tools;
  await using database = await cluster.newDatabase("bench_confirm");
  await using bareDatabase = await cluster.newDatabase("bench_confirm_bare");
  await using site = await startSite(database, { ROLE: "web" });
  await using bare = startChild<PostQuestion, number>("reference-post.ts");
  const port = await bare.ask({ databaseUrl: bareDatabase.url });
  const ours = confirmersOf(site, signedInAdvance(database.db));
  const alone = confirmersOf({ port }, signedInAdvance(bareDatabase.db));
  const contestants = [ours, alone].map((crowd) => () => clicksFor(tools, crowd));
  await alternate(1, ...contestants);
  const [clicks, bares] = await alternate(runs, ...contestants);
  await countedTruly(database.db, ours.done());
  await countedTruly(bareDatabase.db, alone.done());
  return [
    {
      name: "confirm",
      unit: "/s",
      ours: clicks!,
      reference: { what: "bare `node:http`, same statement", runs: bares! },
      target: { of: "ratio", least: 0.5 },
    },
  ];
};

/**
 * People who have signed confirm, each by a link that nobody has used.
 * @param signed has so many more people sign there, and gives the tokens of their links
 */
export function confirmersOf(host: Host, signed: (count: number) => Promise<string[]>): Crowd {
  return createCrowd(host, 303, async (_, requests) => ({
    what: "confirm",
    tokens: await signed(requests),
  }));
}

/** More than are confirmed while a run lasts would only take time to make. */
const LINKS_A_SECOND = 5_000;

/** One run, which ends when its links are used up. @returns what was confirmed in a second */
export async function clicksFor(
  tools: Pick<Tools, "generator" | "seconds">,
  confirmers: Crowd,
): Promise<number> {
  const links = tools.seconds * LINKS_A_SECOND;
  const [seconds] = await secondsFor(tools, [confirmers], { turns: 1, requests: links });
  return links / seconds!;
}
