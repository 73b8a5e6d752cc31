/** The site that is measured: `node start.js` on a database of its own. */
import {
  freePort,
  type Running,
  siteEnvironment,
  startProcess,
  untilReady,
} from "../support/server.ts";
import type { Database } from "./cluster.ts";
import { insist } from "./tools.ts";

export interface Site extends Running {
  port: number;
  /** The checkout that runs. */
  folder: string;
}

/** The demand that is read and signed. */
export const DEMAND = { id: 2, slug: "free-the-prisoners" };

/** Mail goes to the stand-in at `url`. */
export const mailEnvironment = (url: string): Record<string, string> => ({
  MAIL_TRANSPORT: "resend",
  RESEND_API_KEY: "re_bench",
  RESEND_BASE_URL: url,
  MAIL_FROM: "Demands <sign@demands.example.org>",
});

/** `node start.js`, ended with this process however that ends. */
export function startServer(env: Record<string, string>, port: number, folder = "."): Running {
  const server = startProcess(env, port, folder);
  const end = () => server.process.kill("SIGTERM");
  process.once("exit", end);
  void server.ended.then(() => process.off("exit", end));
  return server;
}

/**
 * @param env beside what every deployment gives
 * @param folder the checkout that is started, this one unless told
 * @returns once it answers
 * @throws NotFit when it does not start
 */
export async function startSite(
  { url }: Pick<Database, "url">,
  env: Record<string, string>,
  folder = ".",
): Promise<Site> {
  const port = await freePort();
  const server = startServer({ ...siteEnvironment(url, port), ...env }, port, folder);
  await untilReady(server).catch(async (error: Error) => {
    await server[Symbol.asyncDispose]();
    insist(false, `of the site in ${folder}: ${error.message}`);
  });
  return { ...server, port, folder };
}
