/** The frame of every command: help, arguments, the database, exit codes 0, 1 (refused), 2 (wrong usage). */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

import { type Connection, connect } from "#db/connection.ts";
import { LocalDatabaseError } from "#db/local/folders.ts";

import { type Config, ConfigError, parseConfig, readEnvironment } from "../config.server.ts";
import { tellMisspelt } from "../process/misspelt.ts";
import { openDatabase } from "../process/database.server.ts";
import { bringUpToDate, mayChange, waitUntilCurrent } from "../process/schema.server.ts";
import { deriveKeys, type Keys, localKeyRing } from "../keys.server.ts";
import { keepRing, requireRing } from "../sealing/check-ring.server.ts";

/** Thrown for what a person can mend; its message is printed alone and the command exits 1. */
export class Refusal extends Error {
  override name = "Refusal";
}

/** Thrown for arguments that make no sense; the command prints its usage and exits 2. */
export class WrongUsage extends Error {
  override name = "WrongUsage";
}

export interface CommandTools extends Connection {
  config: Config;
  keys: Keys;
  now: Date;
  values: Record<string, string | boolean | string[] | undefined>;
  positionals: string[];
}

interface Words {
  /** The text for `--help`; its first line says what the command does. */
  help: string;
  options: ParseArgsOptionsConfig;
}

interface Command extends Words {
  run: (tools: CommandTools) => Promise<void>;
}

/** Runs a command on the database with this process's arguments and sets the exit code. */
export const runCommand = (command: Command): Promise<void> =>
  runBare({
    ...command,
    run: async ({ config, values, positionals }) => {
      const database = await openDatabase(config, "command");
      const connection = connect(config.migrateUrl ?? database.url, 4);
      try {
        if (await mayChange(connection.db)) await bringUpToDate(connection.db, config);
        else await waitUntilCurrent(connection.db, 0);
        const keys = deriveKeys(config.keyRing ?? localKeyRing(config.dataDir));
        const now = new Date();
        await requireRing(connection.db, config, keys);
        await keepRing(connection.db, keys, false, now);
        await command.run({ ...connection, config, keys, now, values, positionals });
      } finally {
        await connection.close();
        await database.stop();
      }
    },
  });

const INSUFFICIENT_PRIVILEGE = "42501";

/** Runs what opens the database itself, if it needs it. */
export async function runBare(
  command: Words & {
    run: (tools: Pick<CommandTools, "config" | "values" | "positionals">) => Promise<void>;
  },
): Promise<void> {
  try {
    const { values, positionals } = readArguments(command);
    if (values.help === true) {
      console.log(command.help.trim());
      return;
    }
    const environment = readEnvironment();
    for (const line of tellMisspelt(environment)) process.stderr.write(`${line}\n`);
    await command.run({ config: parseConfig(environment), values, positionals });
  } catch (error) {
    const isUsage = error instanceof WrongUsage;
    process.stderr.write(`${tell(error)}\n${isUsage ? `\n${command.help.trim()}\n` : ""}`);
    process.exitCode = isUsage ? 2 : 1;
  }
}

function tell(error: unknown): string {
  if (!(error instanceof Error)) return `It failed: ${String(error)}`;
  const isClear = [WrongUsage, Refusal, ConfigError, LocalDatabaseError].some(
    (kind) => error instanceof kind,
  );
  if (isClear) return error.message;
  const isForbidden = (error as { code?: string }).code === INSUFFICIENT_PRIVILEGE;
  const why = isForbidden
    ? `${error.message}: give DATABASE_MIGRATE_URL, by whose user tables are changed`
    : error.message;
  return `It failed: ${why}`;
}

function readArguments(command: Words) {
  try {
    const { values, positionals } = parseArgs({
      options: { ...command.options, help: { type: "boolean" } },
      allowPositionals: true,
    });
    return { values: values as CommandTools["values"], positionals };
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}
