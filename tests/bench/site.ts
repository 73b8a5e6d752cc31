/** The site that is measured: `node start.js` on a database of its own. */
import { APP_KEYS, freePort, type Running, startProcess, untilReady } from "../server.ts";
import type { Cluster, Database } from "./cluster.ts";

export interface Site extends AsyncDisposable {
  port: number;
  database: Database;
  server: Running;
}

/** The demand that is read and signed. */
export const DEMAND = { id: 2, slug: "free-the-prisoners" };

/** What a deployment gives; no mail leaves unless `env` says where to. */
export const siteEnvironment = (url: string, port: number): Record<string, string> => ({
  DATABASE_URL: url,
  APP_ORIGIN: `http://127.0.0.1:${port}`,
  APP_KEYS,
  MAIL_TRANSPORT: "mailbox",
});

/** Mail goes to the stand-in at `url`. */
export const mailEnvironment = (url: string): Record<string, string> => ({
  MAIL_TRANSPORT: "resend",
  RESEND_API_KEY: "re_bench",
  RESEND_BASE_URL: url,
  MAIL_FROM: "Demands <sign@demands.example.org>",
});

/**
 * @param name of its database
 * @param env beside what every deployment gives
 * @returns once it answers
 */
export async function startSite(
  cluster: Cluster,
  name: string,
  env: Record<string, string>,
): Promise<Site> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await cluster.newDatabase(name));
  const port = await freePort();
  const server = stack.use(startProcess({ ...siteEnvironment(database.url, port), ...env }, port));
  await untilReady(server);
  const owned = stack.move();
  return { port, database, server, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
