/** The frame of every command: help, arguments, the database, exit codes 0, 1 (refused), 2 (wrong usage). */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

import { type Connection, connect } from "#db/connection.ts";
import { LocalDatabaseError } from "#db/local/folders.ts";
import { migrateToLatest } from "#db/migrate.ts";

import { BackupFault } from "../backup/format.ts";
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

interface Arguments {
  values: Record<string, string | boolean | string[] | undefined>;
  positionals: string[];
}

interface Tools extends Connection {
  /** Of the database. */
  url: string;
  config: Config;
  keys: Keys;
  now: Date;
}

export type CommandTools = Tools & Arguments;

interface Command<Given> {
  /** The text for `--help`; its first line says what the command does. */
  help: string;
  options: ParseArgsOptionsConfig;
  run: (given: Given) => Promise<void>;
}

/** Runs a command with this process's arguments, on the database at its newest schema, and sets the exit code. */
export async function runCommand(command: Command<CommandTools>): Promise<void> {
  const { run } = command;
  await runBare({
    ...command,
    run: (given) =>
      withDatabase(async (tools) => {
        await migrateToLatest(tools.db);
        await requireRing(tools.db, tools.config, tools.keys);
        await keepRing(tools.db, tools.keys, false, tools.now);
        await run({ ...tools, ...given });
      }),
  });
}

/** Gives the database as it stands. */
export async function withDatabase(act: (tools: Tools) => Promise<void>): Promise<void> {
  const environment = readEnvironment();
  for (const line of tellMisspelt(environment)) process.stderr.write(`${line}\n`);
  const config = parseConfig(environment);
  const database = await openDatabase(config, "command");
  const { url } = database;
  const connection = connect(url, 4);
  try {
    const keys = deriveKeys(config.keyRing ?? localKeyRing(config.dataDir));
    await act({ ...connection, url, config, keys, now: new Date() });
  } finally {
    await connection.close();
    await database.stop();
  }
}

/** The same for a command that opens a database only where it needs one. */
export async function runBare(command: Command<Arguments>): Promise<void> {
  try {
    const given = readArguments(command);
    if (given.values.help === true) console.log(command.help.trim());
    else await command.run(given);
  } catch (error) {
    if (error instanceof WrongUsage) {
      process.stderr.write(`${error.message}\n\n${command.help.trim()}\n`);
      process.exitCode = 2;
    } else if (
      error instanceof Refusal ||
      error instanceof BackupFault ||
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

function readArguments(command: Pick<Command<never>, "options">): Arguments {
  try {
    const { values, positionals } = parseArgs({
      options: { ...command.options, help: { type: "boolean" } },
      allowPositionals: true,
    });
    return { values: values, positionals };
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}
