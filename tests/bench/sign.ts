/** `sign`: the signing form posted by distinct people. */
import { startChild } from "./child.ts";
import { alternate, type Figure } from "./figures.ts";
import type { PostQuestion } from "./reference-post.ts";
import { startRemixServe } from "./remix-serve.ts";
import { DEMAND, startSite } from "./site.ts";
import { type Bench, loadFor, type Tools } from "./tools.ts";
import { storedTruly } from "./truth.ts";

export const sign: Bench = async (tools) => {
  const { cluster, runs } = tools;
  await using database = await cluster.newDatabase("bench_sign");
  await using bareDatabase = await cluster.newDatabase("bench_sign_bare");
  await using remixDatabase = await cluster.newDatabase("bench_sign_remix");
  await using site = await startSite(database, { ROLE: "web" });
  await using bare = startChild<PostQuestion, number>("reference-post.ts");
  await using remix = await startRemixServe(remixDatabase.url);
  const ours = signersOf(tools, site.port);
  const alone = signersOf(tools, await bare.ask({ databaseUrl: bareDatabase.url }));
  const single = signersOf(tools, remix.port);
  const contestants = [ours.run, alone.run, single.run];
  // all are compiled by V8 as they run: the first runs warm up
  await alternate(1, ...contestants);
  const [posts, bares, transactions] = await alternate(runs, ...contestants);
  await storedTruly(database.db, ours.done());
  await storedTruly(bareDatabase.db, alone.done());
  await storedTruly(remixDatabase.db, single.done());
  const figure = (reference: string, times: number[], least: number): Figure => ({
    name: "sign",
    unit: "/s",
    ours: posts!,
    reference: { what: reference, runs: times },
    target: { of: "ratio", least },
  });
  return [
    figure("bare `node:http`, same statement", bares!, 0.5),
    figure("`remix-serve`, a transaction each", transactions!, 5),
  ];
};

export interface Crowd {
  /** One run; gives what was acknowledged in a second. */
  run: () => Promise<number>;
  /** What was acknowledged in all runs. */
  done: () => number;
}

/** People who have not signed there yet sign. */
export function signersOf(tools: Pick<Tools, "generator" | "seconds">, port: number): Crowd {
  let signed = 0;
  const path = `/demands/${DEMAND.slug}/sign`;
  return {
    run: async () => {
      const ask = { what: "sign", path, first: signed } as const;
      const { count, rate } = await loadFor(tools, { port, ask }, 303);
      signed += count;
      return rate;
    },
    done: () => signed,
  };
}
