/** The frame of every command: help, arguments, the database, exit codes 0, 1 (refused), 2 (wrong usage). */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

import { type Connection, connect } from "#db/connection.ts";
import { LocalDatabaseError } from "#db/local/folders.ts";

import { BackupFault } from "../backup/format.ts";
import { type Config, ConfigError, parseConfig, readEnvironment } from "../config.server.ts";
import { tellMisspelt } from "../process/misspelt.ts";
import { openDatabase } from "../process/database.server.ts";
import { bringUpToDate, mayChange, waitUntilCurrent } from "../process/schema.server.ts";
import { deriveKeys, type Keys, localKeyRing } from "../keys.server.ts";
import { requireRing } from "../sealing/check-ring.server.ts";

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
  /** Of the database, for who may change its tables where there is one. */
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
  /** It names signers anew with a ring that the site may not start with before. */
  renames?: true;
  run: (given: Given) => Promise<void>;
}

/** Runs a command with this process's arguments, on the database at its newest schema, and sets the exit code. */
export const runCommand = (command: Command<CommandTools>): Promise<void> =>
  runBare({
    ...command,
    run: ({ config, ...given }) =>
      withDatabase(config, async (tools) => {
        const { db, keys } = tools;
        if (await mayChange(db)) await bringUpToDate(db, config);
        else await waitUntilCurrent(db, 0);
        await requireRing(db, config, keys, command.renames);
        await command.run({ ...tools, ...given });
      }),
  });

/** Gives the database as it stands. */
export async function withDatabase(
  config: Config,
  act: (tools: Tools) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(addressed(config), "command");
  const url = config.migrateUrl ?? database.url;
  // to be told from processes of the site, and from another command
  const own = `${url.includes("?") ? "&" : "?"}application_name=demands-tracker-command-${process.pid}`;
  const connection = connect(url + own, 4);
  try {
    const keys = deriveKeys(config.keyRing ?? localKeyRing(config.dataDir));
    await act({ ...connection, url, config, keys, now: new Date() });
  } finally {
    await connection.close();
    await database.stop();
  }
}

/** Changes are made at the owner's address, beside a pooler too. */
const addressed = ({ databaseUrl, migrateUrl, dataDir }: Config) => ({
  databaseUrl: migrateUrl ?? databaseUrl,
  dataDir,
});

/** The same for what opens the database itself, if it needs it. */
export async function runBare(command: Command<Arguments & { config: Config }>): Promise<void> {
  try {
    const given = readArguments(command);
    if (given.values.help === true) {
      console.log(command.help.trim());
      return;
    }
    const environment = readEnvironment();
    for (const line of tellMisspelt(environment)) process.stderr.write(`${line}\n`);
    await command.run({ config: parseConfig(environment), ...given });
  } catch (error) {
    const isUsage = error instanceof WrongUsage;
    process.stderr.write(`${tell(error)}\n${isUsage ? `\n${command.help.trim()}\n` : ""}`);
    process.exitCode = isUsage ? 2 : 1;
  }
}

const INSUFFICIENT_PRIVILEGE = "42501";

function tell(error: unknown): string {
  if (!(error instanceof Error)) return `It failed: ${String(error)}`;
  const isClear = [WrongUsage, Refusal, BackupFault, ConfigError, LocalDatabaseError].some(
    (kind) => error instanceof kind,
  );
  if (isClear) return error.message;
  const isForbidden = (error as { code?: string }).code === INSUFFICIENT_PRIVILEGE;
  const why = isForbidden
    ? `${error.message}: give DATABASE_MIGRATE_URL, by whose user tables are changed`
    : error.message;
  return `It failed: ${why}`;
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
