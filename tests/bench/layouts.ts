/** `layouts`: what signing and confirming take in one table, in parts by hash, and over the machines of a cluster. */
import { sql } from "kysely";

import { findPostgres } from "../support/installed.ts";
import { findCitus } from "../support/own-citus.ts";
import { confirmersOf } from "./confirm.ts";
import { type Crowd, rateFor } from "./crowd.ts";
import type { Figure } from "./figures.ts";
import { inParts, type LaidOut, overMachines, whole } from "./laid-out.ts";
import { loadedInAll, patientConnection } from "./load-signatures.ts";
import type { Measured } from "./meeting.ts";
import { signedInAdvance } from "./people.ts";
import { processorSeconds } from "./processor.ts";
import { signersOf } from "./sign.ts";
import { type Site, startSite } from "./site.ts";
import type { Bench, Tools } from "./tools.ts";
import { countedTruly, storedTruly } from "./truth.ts";

export const layouts: Bench = async (tools) => {
  const { say, quick } = tools;
  const bin = findPostgres();
  if (!bin) return [skipped("no Postgres server is installed")];
  const size = quick ? 10_000 : 1_000_000;
  const hasCitus = findCitus() !== undefined;
  await using stack = new AsyncDisposableStack();
  const places: Place[] = [];
  for (const layOut of hasCitus ? [whole, inParts, overMachines] : [whole, inParts]) {
    const laid = stack.use(await layOut(bin, size));
    say(`  ${laid.name}: ${size.toLocaleString("en-GB")} signatures`);
    const site = stack.use(await startSite(laid, { ROLE: "web" }));
    places.push({ laid, site });
  }
  const signing = places.map(({ site }) => signersOf(site));
  const signed = await measureInTurn(tools, "sign", places, signing);
  for (const [index, { laid }] of places.entries())
    await storedTruly(laid.db, signing[index]!.done());
  const confirming = places.map((place) => clickersOf(place, tools.seconds));
  const confirmed = await measureInTurn(tools, "confirm", places, confirming);
  for (const [index, { laid }] of places.entries()) {
    const patient = await patientConnection(laid.url);
    await countedTruly(patient.db, loadedInAll(size) + confirming[index]!.done());
    await patient.close();
  }
  const version = await versionOf(places[0]!.laid);
  return [
    ...figuresOf("sign", places, signed, version),
    ...figuresOf("confirm", places, confirmed, version),
    ...places.slice(1).map(({ laid }): Figure => ({
      name: `layouts: a million signatures are laid out ${laid.name}`,
      unit: "s",
      ours: [(laid.moved / size) * 1e6],
    })),
    ...(hasCitus ? [] : [skipped("no Citus is beside the installed Postgres")]),
  ];
};

interface Place {
  laid: LaidOut;
  site: Site;
}

const skipped = (why: string): Figure => ({ name: `layouts: skipped, ${why}`, unit: "", ours: [] });

/** As many as are confirmed in a run at most, and made when fewer are left. */
const LINKS_A_SECOND = 5_000;

/** People who confirm by the next of the links that nobody has used, for as long as a run lasts. */
function clickersOf({ laid, site }: Place, seconds: number): Crowd {
  const sign = signedInAdvance(laid.db);
  const tokens: string[] = [];
  const crowd: Crowd = confirmersOf(site, async () => {
    const links = seconds * LINKS_A_SECOND;
    if (tokens.length - crowd.done() < links) tokens.push(...(await sign(links)));
    return tokens.slice(crowd.done());
  });
  return crowd;
}

/** Rounds of all places, the first of which warms up. @returns what each place did in each of the others */
async function measureInTurn(
  tools: Tools,
  what: string,
  places: readonly Place[],
  crowds: readonly Crowd[],
): Promise<Used[][]> {
  const measured: Used[][] = places.map(() => []);
  for (let round = 0; round <= tools.runs; round++) {
    tools.say(`  ${what}, round ${round} of ${tools.runs}`);
    for (const [index, place] of places.entries()) {
      const one = await measure(tools, place, crowds[index]!);
      if (round > 0) measured[index]!.push(one);
    }
  }
  return measured;
}

/** `coordinator`: what of Postgres’s processor time its first server has used. */
type Used = Measured & { coordinator: number };

async function measure(tools: Tools, { laid, site }: Place, crowd: Crowd): Promise<Used> {
  const used = (pid: number) => processorSeconds(pid) ?? NaN;
  const look = () => {
    const servers = laid.servers.map(({ pid }) => used(pid()));
    return {
      done: crowd.done(),
      site: used(site.process.pid!),
      postgres: servers.reduce((sum, one) => sum + one),
      coordinator: servers[0]!,
    };
  };
  const before = look();
  const rate = await rateFor(tools, crowd);
  const after = look();
  const each = (seconds: number) => (seconds / (after.done - before.done)) * 1e6;
  return {
    rate,
    site: each(after.site - before.site),
    postgres: each(after.postgres - before.postgres),
    coordinator: each(after.coordinator - before.coordinator),
  };
}

/** Each layout but the first beside the first. */
function figuresOf(
  what: string,
  places: readonly Place[],
  measured: readonly Used[][],
  version: string,
): Figure[] {
  const [first, ...others] = measured;
  const figure = (index: number, key: keyof Used, name: string, unit: Figure["unit"]) => ({
    name: `layouts: ${what} ${places[index + 1]!.laid.name}${name}`,
    unit,
    ours: others[index]!.map((round) => round[key]),
    reference: {
      what: `${places[0]!.laid.name}, Postgres ${version}`,
      runs: first!.map((round) => round[key]),
    },
  });
  return others.flatMap((_, index) => [
    figure(index, "rate", "", "/s"),
    figure(index, "site", ": the site, a request", "µs"),
    figure(index, "postgres", ": all of Postgres, a request", "µs"),
    ...(places[index + 1]!.laid.servers.length > 1
      ? [figure(index, "coordinator", ": the coordinator, a request", "µs")]
      : []),
  ]);
}

async function versionOf({ db }: LaidOut): Promise<string> {
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
  return rows[0]!.server_version.split(" ")[0]!;
}
