/** What the import commands share: their options, their refusals, their progress. */
import { type CommandTools, Refusal, WrongUsage } from "./command.ts";

export const importOptions = {
  file: { type: "string" },
  "dry-run": { type: "boolean" },
  force: { type: "boolean" },
} as const;

export const importHelp = `
  --dry-run   says what would change and changes nothing
  --force     takes input that looks implausible`;

/** How the person wants the import done. */
export function readHow(values: CommandTools["values"]): { dryRun: boolean; force: boolean } {
  return { dryRun: values["dry-run"] === true, force: values.force === true };
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

/** @throws Refusal always: nothing was imported, why, and what can be done; one line for one reason */
export function refuse(problems: readonly string[], advice: string): never {
  throw new Refusal(
    problems.length === 1
      ? `Nothing was imported: ${problems[0]} ${advice}`
      : `Nothing was imported, for these reasons. ${advice}\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
  );
}

/** Prints how far an import is: one line kept up to date on a terminal, else a line now and then. */
export function showProgress(
  what: string,
  everySoMany: number,
): { at: (done: number, total?: number) => void; end: () => void } {
  const { stderr } = process;
  let shownAt = 0;
  let shown = 0;
  const line = (done: number, total?: number) =>
    total === undefined
      ? `${done.toLocaleString("en-GB")} ${what}`
      : `${done.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")} ${what}`;
  return {
    at: (done, total) => {
      if (stderr.isTTY) {
        if (performance.now() - shownAt < 100 && done !== total) return;
        shownAt = performance.now();
        stderr.write(`\r${line(done, total)}\x1b[K`);
      } else if (Math.floor(done / everySoMany) > Math.floor(shown / everySoMany)) {
        stderr.write(`${line(done, total)}\n`);
      }
      shown = done;
    },
    end: () => {
      if (stderr.isTTY && shown > 0) stderr.write("\r\x1b[K");
    },
  };
}
