/** `npm run drill`: brings every fault about for real and prints what it did to those who sign. */
import { parseArgs } from "node:util";

import { buildIfStale } from "#app/process/build.server.ts";

import { isClean, type Outcome, type Skipped, tableOf } from "./outcome.ts";
import { scenarios } from "./scenarios.ts";

const help = `
npm run drill [-- --rounds N] [--only NAME]
  Kills, freezes, fills and misleads servers of its own while people sign, confirm and are mailed by a provider that
  stands in, and prints a Markdown table. Exits 1 when anything that was acknowledged is lost, counted twice or mailed
  twice, or was not as it must be; what was merely slow is told. What cannot be done on this machine is skipped by name. It takes half an hour.

  --rounds N    kills in all, 200 unless told; the other faults come by a part of it each
  --only NAME   one of ${Object.keys(scenarios).join(", ")}; can be given again`;

const { only, rounds } = readArguments();
const outcomes = new Map<string, Outcome | Skipped>();
buildIfStale();
for (const name of only) {
  process.stderr.write(`${name}… `);
  const begun = Date.now();
  const outcome = await scenarios[name]!(rounds);
  outcomes.set(name, outcome);
  const seconds = `${Math.round((Date.now() - begun) / 1000)} s`;
  process.stderr.write(`${isClean(outcome) ? "well" : "NOT WELL"}, ${seconds}\n`);
  if ("skipped" in outcome) continue;
  for (const sentence of [...new Set([...outcome.wrong, ...outcome.slow])].slice(0, 5))
    process.stderr.write(`  ${sentence}\n`);
}
console.log(`\n${tableOf(outcomes)}`);
process.exit([...outcomes.values()].every(isClean) ? 0 : 1);

function readArguments(): { only: string[]; rounds: number } {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string", multiple: true },
        rounds: { type: "string", default: "200" },
        help: { type: "boolean" },
      },
    });
    if (values.help) {
      console.log(help.trim());
      process.exit(0);
    }
    const names = values.only ?? Object.keys(scenarios);
    const number = Number(values.rounds);
    if (!names.every((name) => scenarios[name])) throw new Error("There is no such fault.");
    if (!(Number.isInteger(number) && number > 0)) throw new Error("--rounds takes a number.");
    return { only: names, rounds: number };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help.trim()}\n`);
    process.exit(2);
  }
}
