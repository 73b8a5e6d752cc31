/** What the import commands share: their options, their refusals, their record. */
import path from "node:path";

import type { Json } from "#db/json.ts";

import type { ImportReport } from "../imports/report.ts";
import { keepReport, sayReport } from "../imports/tell-report.ts";
import type { How } from "../imports/trial.server.ts";
import { writeAudit } from "../organisers/audit.server.ts";

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
 * How the person wants the import done, and its entry in the audit log.
 * @param what `of` is what is imported, such as "members"; `from` the file's path, or the name of
 * another source; `with` what else was asked for
 */
export function readHow(
  { values, now }: Pick<CommandTools, "values" | "now">,
  what: { of: string; from: string; with?: Readonly<Record<string, Json>> },
): How {
  const force = values.force === true;
  return {
    dryRun: values["dry-run"] === true,
    force,
    record: async (trx, report) => {
      const kept = keepReport(report);
      const did = Object.keys(kept).length > 0 ? kept : { changed: "nothing" };
      const change = {
        action: `import.${what.of}`,
        // a folder's name may tell of a person, the file's is enough
        subject: path.basename(what.from),
        after: { ...(force ? { forced: true } : {}), ...what.with, ...did },
      };
      await writeAudit(trx, null, change, now);
    },
  };
}

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
