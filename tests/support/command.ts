/** Commands, run in processes of their own. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** Runs a command as npm does, on the given database. */
export async function run(databaseUrl: string, command: string, ...options: string[]) {
  const child = spawn(process.execPath, [`app/commands/${command}.ts`, ...options], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      APP_ORIGIN: "http://localhost:3000",
      APP_KEYS: `1:${"A".repeat(43)}`,
      MAIL_TRANSPORT: "mailbox",
    },
  });
  const [out, error, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]);
  return { out, error, code };
}
