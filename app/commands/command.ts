/** The frame of every command: help, arguments, the database, exit codes 0, 1 (refused), 2 (wrong usage). */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

import { type Connection, connect } from "#db/connection.ts";
import { LocalDatabaseError } from "#db/local/folders.ts";
import { migrateToLatest } from "#db/migrate.ts";

import { type Config, ConfigError, parseConfig, readEnvironment } from "../config.server.ts";
import { tellMisspelt } from "../process/misspelt.ts";
import { openDatabase } from "../process/database.server.ts";
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

interface Command {
  /** The text for `--help`; its first line says what the command does. */
  help: string;
  options: ParseArgsOptionsConfig;
  run: (tools: CommandTools) => Promise<void>;
}

/** Runs a command with this process's arguments and sets the exit code. */
export async function runCommand(command: Command): Promise<void> {
  try {
    const { values, positionals } = readArguments(command);
    if (values.help === true) {
      console.log(command.help.trim());
      return;
    }
    const environment = readEnvironment();
    for (const line of tellMisspelt(environment)) process.stderr.write(`${line}\n`);
    const config = parseConfig(environment);
    const database = await openDatabase(config, "command");
    const connection = connect(database.url, 4);
    try {
      await migrateToLatest(connection.db);
      const keys = deriveKeys(config.keyRing ?? localKeyRing(config.dataDir));
      const now = new Date();
      await requireRing(connection.db, config, keys);
      await keepRing(connection.db, keys, false, now);
      await command.run({ ...connection, config, keys, now, values, positionals });
    } finally {
      await connection.close();
      await database.stop();
    }
  } catch (error) {
    if (error instanceof WrongUsage) {
      process.stderr.write(`${error.message}\n\n${command.help.trim()}\n`);
      process.exitCode = 2;
    } else if (
      error instanceof Refusal ||
      error instanceof ConfigError ||
      error instanceof LocalDatabaseError
    ) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    } else {
      process.stderr.write(
        `It failed: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      process.exitCode = 1;
    }
  }
}

function readArguments(command: Command) {
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
