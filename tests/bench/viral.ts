/** `viral`: five minutes of three times the national record, with mail and open pages asking for the count. */
import { startChild } from "./child.ts";
import { type Figure } from "./figures.ts";
import { untilNoneWaits } from "./outbox.ts";
import { DEMAND, mailEnvironment, startSite } from "./site.ts";
import { type Bench, insist } from "./tools.ts";
import { countedTruly } from "./truth.ts";
import type { ViralAnswer, ViralQuestion } from "./viral-load.ts";

/** The record was 2,319 a minute. */
const SIGNINGS = 100;
const COUNTS = 5_000;

export const viral: Bench = async ({ cluster, viralSeconds }) => {
  await using crowd = startChild<ViralQuestion, ViralAnswer>("viral-load.ts");
  const { url } = await crowd.ask({ what: "address" });
  await using database = await cluster.newDatabase("bench_viral");
  await using site = await startSite(database, mailEnvironment(url));
  const day = await crowd.ask({
    what: "begin",
    port: site.port,
    signPath: `/demands/${DEMAND.slug}/sign`,
    countPath: `/petitions/${DEMAND.id}/count.json`,
    seconds: viralSeconds,
    signings: SIGNINGS,
    counts: COUNTS,
  });
  const begun = performance.now();
  await untilNoneWaits(database.db);
  const empty = day.afterwards + (performance.now() - begun) / 1000;

  const failed = Object.entries(day.failed).map(([what, times]) => `${times} × ${what}`);
  insist(failed.length === 0, `these failed: ${failed.join(", ")}`);
  insist(day.twice === 0, `${day.twice} mails were taken twice`);
  insist(day.confirmed === day.signed, `${day.signed} signed and ${day.confirmed} confirmed`);
  await countedTruly(database.db, day.signed);
  const one = (name: string, unit: Figure["unit"], number: number, most?: number): Figure => ({
    name: `viral: ${name}`,
    unit,
    ours: [number],
    ...(most !== undefined && { target: { of: "ours", most } }),
  });
  const at = (times: Float64Array, share: number) => times[Math.ceil(times.length * share) - 1]!;
  return [
    one("completed signatures", "/s", day.confirmed / viralSeconds),
    one("posts, half of them within", "ms", at(day.posts, 0.5)),
    one("posts, 99 of 100 within", "ms", at(day.posts, 0.99), 150),
    one("posts, all within", "ms", at(day.posts, 1)),
    one("counts", "/s", day.counts.length / viralSeconds),
    one("counts, 99 of 100 within", "ms", at(day.counts, 0.99)),
    one("queue empty after", "s", empty, 10),
  ];
};
