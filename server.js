/** The HTTP host: what listens for requests, and how it stops. */
import { createServer } from "node:http";

import { withEndedActions } from "./app/host/actions.server.ts";
import { readBuiltFiles } from "./app/host/built-files.server.ts";
import { drain } from "./app/host/drain.server.ts";
import { createListener } from "./app/host/listener.server.ts";
import { createRouteHandlers } from "./app/host/route-handlers.server.ts";
import { isArriving } from "./app/host/bodies/take-upload.server.ts";

/**
 * How long a request may take to arrive, in milliseconds: longer is nobody's form. The time of a first
 * request begins with its connection, so one that says nothing is closed too. Looked at in intervals,
 * so all are closed within 25 s.
 */
const limits = {
  headersTimeout: 15_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
};

/**
 * Of a header that comes twice the parser would keep the first and say nothing; joined, what may be
 * said once is what it is not (RFC 9110, section 5.3), and is refused.
 */
const joinDuplicateHeaders = true;

/** In milliseconds. An answer of which so long nothing was taken is given up; seen after at most twice that. */
const STUCK = 12_000;

/**
 * @param {import("./app/host/given.ts").HostTools} tools
 * @param {import("@remix-run/node").ServerBuild} build
 * @returns the server, and `stop`, which answers what is under way and ends
 */
export function createHost(tools, build) {
  const handlerOf = createRouteHandlers(withEndedActions(build));
  const findFile = readBuiltFiles("build/client", tools.config);
  return serving(createListener(tools, { handlerOf, built: { build, findFile } }));
}

/**
 * The host of sources that are being worked on: edits show at the next request.
 * @param {import("./app/host/given.ts").HostTools} tools
 * @param {() => Promise<import("@remix-run/node").ServerBuild>} loadBuild
 * @param {(req: import("node:http").IncomingMessage, res: import("node:http").ServerResponse, next: () => void) => void} sources
 *   answers for the files, or calls `next`
 */
export function createDevHost(tools, loadBuild, sources) {
  /** @type {import("./app/host/listener.server.ts").Served["handlerOf"]} */
  const handlerOf = (pattern) => async (request, context, params) =>
    createRouteHandlers(await loadBuild())(pattern)(request, context, params);
  const listener = createListener(tools, { handlerOf, built: undefined });
  return serving((req, res) => sources(req, res, () => listener(req, res)));
}

/** What is said by itself of requests that cannot be read; anything else is a bad request. */
const unread = new Map([
  ["HPE_HEADER_OVERFLOW", "431 Request Header Fields Too Large"],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", "413 Payload Too Large"],
  ["ERR_HTTP_REQUEST_TIMEOUT", "408 Request Timeout"],
]);

/**
 * As Node does by itself, but an upload under way has a time of its own.
 * @param {NodeJS.ErrnoException} error
 * @param {import("node:stream").Duplex} stream
 */
function refuseUnread(error, stream) {
  const socket =
    /** @type {import("node:net").Socket & { _httpMessage?: import("node:http").ServerResponse }} */ (
      stream
    );
  const { code = "" } = error;
  if (code === "ERR_HTTP_REQUEST_TIMEOUT" && isArriving(socket)) return;
  // an answer that has begun is not written into
  if (socket.writable && !socket._httpMessage?.headersSent)
    socket.write(`HTTP/1.1 ${unread.get(code) ?? "400 Bad Request"}\r\nConnection: close\r\n\r\n`);
  socket.destroy(error);
}

/** @param {import("node:http").RequestListener} listener */
function serving(listener) {
  const server = createServer({ ...limits, joinDuplicateHeaders }, listener);
  server.on("clientError", refuseUnread);
  server.setTimeout(STUCK, (socket) => {
    // another time-out is that of a connection kept alive; with nothing to write an answer is being made
    if (socket.timeout !== STUCK || socket.writableLength > 0) socket.destroy();
  });
  /** @param {import("./app/host/drain.server.ts").Patience} patience */
  const stop = (patience) => drain(server, patience);
  return { server, stop };
}
