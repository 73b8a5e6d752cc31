/** The HTTP host: what listens for requests, and how it stops. */
import { createServer } from "node:http";

import { createRequestHandler } from "@remix-run/node";

import { readBuiltFiles } from "./app/host/built-files.server.ts";
import { drain } from "./app/host/drain.server.ts";
import { createListener } from "./app/host/listener.server.ts";

/** How long a request may take to arrive, in milliseconds: longer is nobody's form. */
const limits = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
};

/**
 * @param {import("./app/context.server.ts").AppContext} context
 * @param {import("@remix-run/node").ServerBuild | (() => Promise<import("@remix-run/node").ServerBuild>)} build
 * @param {(req: import("node:http").IncomingMessage, res: import("node:http").ServerResponse, next: () => void) => void} [sources]
 *   in development answers for the files, or calls `next`; then no page is kept, so that edits show
 * @returns the server, and `stop`, which answers what is under way and ends
 */
export function createHost(context, build, sources) {
  const remix = createRequestHandler(build, "production");
  const findFile = sources ? undefined : readBuiltFiles("build/client", context.config);
  const listener = createListener(context, remix, findFile);
  const server = createServer(
    limits,
    sources ? (req, res) => sources(req, res, () => listener(req, res)) : listener,
  );
  /** @param {import("./app/host/drain.server.ts").Patience} patience */
  const stop = (patience) => drain(server, patience);
  return { server, stop };
}
