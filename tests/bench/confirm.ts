/** `confirm`: distinct links posted. */
import type { Db } from "#db/connection.ts";

import { startChild } from "./child.ts";
import { alternate } from "./figures.ts";
import { signInAdvance } from "./people.ts";
import type { PostQuestion } from "./reference-post.ts";
import type { Crowd } from "./sign.ts";
import { startSite } from "./site.ts";
import { type Bench, insist, loadFor, type Tools } from "./tools.ts";
import { countedTruly } from "./truth.ts";

export const confirm: Bench = async (tools) => {
  const { cluster, runs } = tools;
  await using database = await cluster.newDatabase("bench_confirm");
  await using bareDatabase = await cluster.newDatabase("bench_confirm_bare");
  await using site = await startSite(database, { ROLE: "web" });
  await using bare = startChild<PostQuestion, number>("reference-post.ts");
  const barePort = await bare.ask({ databaseUrl: bareDatabase.url });
  const ours = confirmersOf(tools, site.port, database.db);
  const alone = confirmersOf(tools, barePort, bareDatabase.db);
  await alternate(1, ours.run, alone.run);
  const [clicks, bares] = await alternate(runs, ours.run, alone.run);
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

/** More than are confirmed while a run lasts would only take time to make. */
const LINKS_A_SECOND = 5_000;
/** A run ends when its links are used up, well before this. */
const PATIENCE_SECONDS = 600;
/** Nobody of those who sign over HTTP. */
const FIRST_PERSON = 10_000_000;

/** People who have signed in advance confirm, each by a link that nobody has used. */
export function confirmersOf(
  { generator, seconds }: Pick<Tools, "generator" | "seconds">,
  port: number,
  db: Db,
): Crowd {
  let confirmed = 0;
  const links = seconds * LINKS_A_SECOND;
  return {
    run: async () => {
      const tokens = await signInAdvance(db, FIRST_PERSON + confirmed, links);
      const ask = { what: "confirm", tokens } as const;
      const patient = { generator, seconds: PATIENCE_SECONDS };
      const { count, rate } = await loadFor(patient, { port, ask }, 303);
      insist(count === links, `${links - count} links were not posted`);
      confirmed += count;
      return rate;
    },
    done: () => confirmed,
  };
}
