/** `growth`: whether anything becomes slower, or the process larger, by what is stored already. */
import { sql } from "kysely";

import { linkToken } from "#app/keys.server.ts";
import { keepApproval, lookAt } from "#app/letters/drafting/approval.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import { sendLetter } from "#app/letters/send-letter.server.ts";
import type { Db } from "#db/connection.ts";

import type { Cluster, Database } from "./cluster.ts";
import { clicksFor, confirmersOf } from "./confirm.ts";
import { rateFor, readersOf } from "./crowd.ts";
import { alternate, type Figure, median } from "./figures.ts";
import { knownSigners, loadedInAll, loadSignatures, patientConnection } from "./load-signatures.ts";
import { residentMegabytes } from "./memory.ts";
import { keys, signedInAdvance } from "./people.ts";
import { signersOf } from "./sign.ts";
import { DEMAND, startSite } from "./site.ts";
import { type Bench, insist, type Tools } from "./tools.ts";
import { countedTruly, storedTruly } from "./truth.ts";

const works = ["sign", "confirm", "page", "manage link", "letter to 650 members"] as const;
type Work = (typeof works)[number];

export const growth: Bench = async (tools) => {
  const sizes = tools.quick ? [0, 10_000, 100_000] : [0, 1_000_000, 10_000_000];
  await using stack = new AsyncDisposableStack();
  const grown: Grown[] = [];
  for (const size of sizes) grown.push(stack.use(await grow(tools, size)));
  const results = new Map<Work, number[][]>();
  for (const work of works) {
    tools.say(`  ${work}`);
    const contestants = grown.map(
      ({ run }) =>
        () =>
          run(work),
    );
    await alternate(1, ...contestants);
    results.set(work, await alternate(tools.runs, ...contestants));
  }
  for (const one of grown) await one.check();
  const memory = grown.map(({ megabytes }) => megabytes());
  return grown.slice(1).flatMap(({ size }, index): Figure[] => {
    const isLast = index === grown.length - 2;
    const name = (what: string) => `growth: ${what} at ${size.toLocaleString("en-GB")}`;
    return [
      ...works.map((work): Figure => {
        const [empty, ...others] = results.get(work)!;
        return {
          name: name(work),
          unit: "/s",
          ours: others[index]!,
          reference: { what: "at 0", runs: empty! },
          ...(isLast && { target: { of: "ratio", least: 0.8 } }),
        };
      }),
      {
        name: name("resident memory"),
        unit: "MB",
        ours: [memory[index + 1]!],
        reference: { what: "at 0", runs: [memory[0]!] },
        ...(isLast && { target: { of: "ratio", most: 1.2 } }),
      },
    ];
  });
};

interface Grown extends AsyncDisposable {
  size: number;
  run: (work: Work) => Promise<number>;
  /** @throws NotFit when the database does not hold what was acknowledged */
  check: () => Promise<void>;
  megabytes: () => number;
}

/** A site on a database with so many signatures. */
async function grow({ cluster, generator, seconds, say }: Tools, size: number): Promise<Grown> {
  say(`  loading ${size.toLocaleString("en-GB")} signatures`);
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await newGrown(cluster, size));
  const site = stack.use(await startSite(database, { ROLE: "web" }));
  const { db } = database;
  const letter = await approvedLetter(db);
  const half = { generator, seconds: seconds / 2 };
  const signers = signersOf(site);
  const confirmers = confirmersOf(site, signedInAdvance(db));
  const manage = knownSigners().map((signer) => `/manage/${linkToken(keys, "manage", signer)}`);
  const readers = readersOf(site, `/demands/${DEMAND.slug}`);
  const managers = readersOf(site, ...manage);
  const runs: Record<Work, () => Promise<number>> = {
    sign: () => rateFor(half, signers),
    confirm: () => clicksFor(half, confirmers),
    page: () => rateFor(half, readers),
    "manage link": () => rateFor(half, managers),
    "letter to 650 members": () => letterRate(db, letter),
  };
  const owned = stack.move();
  return {
    size,
    run: (work) => runs[work](),
    check: async () => {
      await storedTruly(db, signers.done() + confirmers.done());
      const patient = await patientConnection(database.url);
      await countedTruly(patient.db, loadedInAll(size) + confirmers.done());
      await patient.close();
    },
    megabytes: () => residentMegabytes(site.process.pid!),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function newGrown(cluster: Cluster, size: number): Promise<Database> {
  const database = await cluster.newDatabase(`bench_growth_${size}`);
  await loadSignatures(database.url, size);
  return database;
}

async function approvedLetter(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into letter (subject, body, demand_ids, audience, per_hour, send_window, state, created_at,
      approved_at)
    values ('On the demands', '{{total}}', '{1,2,3}', '{"to": "all"}', 60, 'any', 'approved', now(),
      now())
    returning id`.execute(db);
  const { id } = rows[0]!;
  const how = { rehearsal: true, everyone: true };
  const { seen } = await lookAt(db, (await getLetter(db, String(id)))!, how, new Date());
  await keepApproval(db, id, seen);
  return id;
}

/** How often a second the letter could begin to be sent: totals and copies are made, and rolled back. */
async function letterRate(db: Db, letter: number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 11; run++) {
    const tx = await db.startTransaction().execute();
    const begun = performance.now();
    const { said } = await sendLetter(tx, letter, { live: false, reason: "" }, new Date());
    times.push(performance.now() - begun);
    await tx.rollback().execute();
    insist(said === "sending", `the letter was not sent: ${said}`);
  }
  return 1000 / median(times);
}
