/** `sign`: the signing form posted by distinct people. */
import { startChild } from "./child.ts";
import { createCrowd, type Crowd, type Host, rateFor } from "./crowd.ts";
import { alternate, type Figure } from "./figures.ts";
import type { PostQuestion } from "./reference-post.ts";
import { startRemixServe } from "./remix-serve.ts";
import { DEMAND, startSite } from "./site.ts";
import type { Bench } from "./tools.ts";
import { storedTruly } from "./truth.ts";

export const sign: Bench = async (tools) => {
  const { cluster, runs } = tools;
  await using database = await cluster.newDatabase("bench_sign");
  await using bareDatabase = await cluster.newDatabase("bench_sign_bare");
  await using remixDatabase = await cluster.newDatabase("bench_sign_remix");
  await using site = await startSite(database, { ROLE: "web" });
  await using bare = startChild<PostQuestion, number>("reference-post.ts");
  await using remix = await startRemixServe(remixDatabase.url);
  const ours = signersOf(site);
  const alone = signersOf({ port: await bare.ask({ databaseUrl: bareDatabase.url }) });
  const single = signersOf(remix);
  const contestants = [ours, alone, single].map((crowd) => () => rateFor(tools, crowd));
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

/** People who have not signed there yet sign. */
export function signersOf(host: Host): Crowd {
  const path = `/demands/${DEMAND.slug}/sign`;
  return createCrowd(host, 303, (done) => ({ what: "sign", path, first: done }));
}
