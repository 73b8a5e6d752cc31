/** What the import commands share: their options, their refusals, their record. */
import { stat } from "node:fs/promises";
import path from "node:path";

import type { ImportKind } from "#db/schema.ts";

import type { ImportReport } from "../imports/report.ts";
import { addDone, recordImport } from "../imports/runs/record-import.server.ts";
import { sayReport } from "../imports/tell-report.ts";
import type { How } from "../imports/trial.server.ts";

import { type CommandTools, Refusal, WrongUsage } from "./command.ts";

export const importOptions = {
  file: { type: "string" },
  "dry-run": { type: "boolean" },
  force: { type: "boolean" },
  verbose: { type: "boolean" },
} as const;

export const importHelp = `
  --dry-run   says what would change and changes nothing
  --verbose   names everything that changes, not the first 20 of each kind
  --force     takes input that looks implausible`;

/**
 * How the person wants the import done, and how it is written down.
 * @param what `of` is what is imported; `from` the file's path, or the name of another source
 */
export function readHow(
  { values, now }: Pick<CommandTools, "values" | "now">,
  what: { of: ImportKind; from: string; partOf?: readonly string[] },
): How {
  const force = values.force === true;
  const isFile = typeof values.file === "string";
  return {
    dryRun: values["dry-run"] === true,
    force,
    record: async (trx, report, changes) => {
      const run = {
        ...{ kind: what.of, source: isFile ? ("file" as const) : ("api" as const) },
        // a folder's name may tell of a person, the file's is enough
        name: path.basename(what.from),
        bytes: isFile ? await sizeOf(what.from) : 0,
        partOf: what.partOf ?? [],
        isForced: force,
        organiserId: null,
      };
      const id = await addDone(trx, run, report, now);
      await recordImport(trx, id, run, report, changes, now);
    },
  };
}

/** Of a file in bytes; 0 of a pipe. */
const sizeOf = async (file: string) => (await stat(file)).size;

/** @throws WrongUsage without `--file` */
export function requireFile(values: CommandTools["values"]): string {
  if (typeof values.file !== "string" || values.file === "")
    throw new WrongUsage("Say which file: --file FILE");
  return values.file;
}

/** @throws WrongUsage for words that are no option */
export function refusePositionals(positionals: readonly string[]): void {
  if (positionals.length > 0) throw new WrongUsage(`What is "${positionals[0]}"?`);
}

/** Prints what an import did, or in a trial would do: the summary, then whom and what by name. */
export function sayDone(
  how: How,
  report: ImportReport,
  verbose: boolean,
  summary: readonly string[],
): void {
  if (how.dryRun && report.some(({ number }) => number > 0)) console.log("This would happen:");
  for (const line of [...summary, ...sayReport(report, verbose)]) console.log(line);
  if (how.dryRun) console.log("This was a dry run: nothing was written.");
}

/** @throws Refusal always: nothing was imported, why, and what can be done; one line for one reason */
export function refuse(problems: readonly string[], advice: string): never {
  throw new Refusal(
    problems.length === 1
      ? `Nothing was imported: ${problems[0]} ${advice}`
      : `Nothing was imported, for these reasons. ${advice}\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
  );
}
