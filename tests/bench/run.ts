/** `npm run bench`: measures the built site beside references of the same run, and prints a table. */
import fs from "node:fs";
import { parseArgs } from "node:util";

import { buildIfStale } from "#app/process/build.server.ts";

import { benchesAgainst, missingIn } from "./against.ts";
import { startChild } from "./child.ts";
import { startCluster } from "./cluster.ts";
import { cold } from "./cold.ts";
import { confirm } from "./confirm.ts";
import { count } from "./count.ts";
import { type Figure, tableOf } from "./figures.ts";
import { flood } from "./flood.ts";
import { growth } from "./growth.ts";
import { layouts } from "./layouts.ts";
import type { Load, Loaded } from "./load.ts";
import { describeMachine } from "./machine.ts";
import { mail } from "./mail.ts";
import { organise } from "./organise.ts";
import { page } from "./page.ts";
import { sign } from "./sign.ts";
import { type Bench, NotFit } from "./tools.ts";
import { uncached } from "./uncached.ts";
import { update } from "./update.ts";
import { memory } from "./varied.ts";
import { viral } from "./viral.ts";
import { web } from "./web.ts";

const alone: Record<string, Bench> = {
  ...{ sign, confirm, page, count, viral, growth, mail, cold },
  ...{ uncached, organise, flood, update, web, memory, layouts },
};

const help = `
npm run bench [-- --only NAME] [--json FILE] [--seconds N] [--quick] [--against FOLDER [--rounds N]]
  Measures the built site on the embedded Postgres beside references of the same run, and prints a
  Markdown table of medians. Exits 1 when a request failed or the database does not hold what was
  acknowledged: then there is no table. Best on a machine with nothing else to do.

  --only NAME       one of ${Object.keys(alone).join(", ")}; can be given again
  --json FILE       writes every run
  --seconds N       length of the viral day, 300 unless told
  --quick           short runs and few rows, to see that it works; the figures count for nothing
  --against FOLDER  beside another built checkout instead, and by what a request takes of the processors:
                    ${Object.keys(benchesAgainst("")).join(", ")}
  --rounds N        how often both are run in turn, 5 unless told; with --against how often both are
                    started, 10 unless told; more rounds tell more surely`;

const { values } = readArguments();
if (values.help) console.log(help.trim());
else await measure();

function readArguments() {
  try {
    return parseArgs({
      options: {
        only: { type: "string", multiple: true },
        json: { type: "string" },
        seconds: { type: "string", default: "300" },
        quick: { type: "boolean", default: false },
        against: { type: "string" },
        rounds: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return wrongUsage((error as Error).message);
  }
}

function wrongUsage(sentence: string): never {
  process.stderr.write(`${sentence}\n\n${help.trim()}\n`);
  process.exit(2);
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** @returns what is measured, by name */
function chooseBenches(): [string, Bench][] {
  const { against } = values;
  const missing = against !== undefined && missingIn(against);
  if (missing) refuse(`${against} is not a built checkout: it has no ${missing}.`);
  const benches = against === undefined ? alone : benchesAgainst(against);
  const others = Object.keys(alone).filter((name) => !benches[name]);
  const notCompared = `${others.join(", ")} cannot be compared with another checkout.`;
  if (others.length > 0 && !values.only) say(notCompared);
  return (values.only ?? Object.keys(benches)).map((name) => {
    if (!alone[name]) wrongUsage(`There is no benchmark ${name}.`);
    return [name, benches[name] ?? wrongUsage(notCompared)];
  });
}

/** Pairs of runs behind each figure. */
function chooseRuns(): number {
  const usual = values.against === undefined ? 5 : values.quick ? 2 : 10;
  const rounds = Number(values.rounds ?? usual);
  if (!(Number.isInteger(rounds) && rounds >= 1)) wrongUsage("--rounds takes a number.");
  return rounds;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function measure(): Promise<void> {
  const benches = chooseBenches();
  const runs = chooseRuns();
  const viralSeconds = Number(values.seconds);
  if (!(viralSeconds >= 1)) wrongUsage("--seconds takes a number.");
  const { quick } = values;
  const begun = new Date();
  buildIfStale();
  const starting = startCluster();
  let isInterrupted = false;
  const interrupted = () => {
    isInterrupted = true;
    void starting.then((one) => one[Symbol.asyncDispose]()).then(() => process.exit(130));
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  await using cluster = await starting;
  await using generator = startChild<Load, Loaded[]>("load.ts");
  const tools = { cluster, generator, runs, seconds: quick ? 0.5 : 4, viralSeconds, quick, say };
  const machine = await describeMachine(cluster.db);
  const figures: Figure[] = [];
  for (const [name, bench] of benches) {
    say(`${name}…`);
    try {
      figures.push(...(await bench(tools)));
    } catch (error) {
      // what was interrupted fails too, and need not be told
      if (isInterrupted) return await new Promise(() => {});
      if (!(error instanceof NotFit)) throw error;
      say(`${name} is not fit to be reported: ${error.message}`);
      process.exitCode = 1;
      return;
    }
  }
  const command = ["npm run bench", ...process.argv.slice(2)].join(" ");
  console.log(
    `${begun.toISOString().slice(0, 10)}, ${machine}. Medians of ${runs} alternating runs (least–greatest).\n`,
  );
  console.log(tableOf(figures));
  if (values.json !== undefined) {
    const record = { date: begun, command, machine, figures };
    fs.writeFileSync(values.json, `${JSON.stringify(record, null, 2)}\n`);
  }
  say(`\nIt took ${Math.round((Date.now() - begun.getTime()) / 60_000)} minutes.`);
}
