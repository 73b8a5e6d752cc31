/** Commands, run in processes of their own. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

import { APP_KEYS } from "./server.ts";

/** Starts a command as npm does, on the given database. */
export const startCommand = (
  databaseUrl: string,
  command: string,
  options: string[] = [],
  env: Record<string, string> = {},
) =>
  spawn(process.execPath, [`app/commands/${command}.ts`, ...options], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      APP_ORIGIN: "http://localhost:3000",
      APP_KEYS,
      MAIL_TRANSPORT: "mailbox",
      ...env,
    },
  });

export const run = (databaseUrl: string, command: string, ...options: string[]) =>
  ended(startCommand(databaseUrl, command, options));

/** What it has written, and its exit code. */
export async function ended(child: ReturnType<typeof startCommand>) {
  const [out, error, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]);
  return { out, error, code };
}
