/** The HTTP host: refuses, serves files, hands the rest to Remix, completes headers, stops gracefully. */
import { createServer } from "node:http";

import { createRequestHandler } from "@remix-run/node";
import { createRequestListener } from "@remix-run/node-fetch-server";
import sirv from "sirv";

import { compress } from "./app/web/compress.server.ts";
import { drain } from "./app/web/drain.server.ts";
import { asMatched, refuse, takeRequest } from "./app/web/guard.server.ts";
import { answerOptions, completeHeaders } from "./app/web/headers.server.ts";
import { preferredLocale, splitPath } from "./app/web/locale.ts";
import { clientAddress, visitorOf } from "./app/web/visitor.server.ts";

/**
 * @param {import("./app/context.server.ts").AppContext} context
 * @param {import("@remix-run/node").ServerBuild | (() => Promise<import("@remix-run/node").ServerBuild>)} build
 * @param {(req: import("node:http").IncomingMessage, res: import("node:http").ServerResponse, next: () => void) => void} files
 *   answers for the built files, or calls `next`
 * @returns the server, and `stop`, which answers what is under way and ends
 */
export function createHost(context, build, files = builtFiles()) {
  const { config, keys, clock, log } = context;
  const remix = createRequestHandler(build, "production");

  /** @param {Request} request @param {string} socketAddress */
  async function answer(request, socketAddress) {
    const begun = performance.now();
    const asked = new URL(request.url);
    const { locale, prefix, path: rest } = splitPath(asked.pathname);
    // a path that begins with two slashes would be taken for a host
    const url = new URL(rest.replace(/\/{2,}/g, "/") + asked.search, config.origin);
    const path = asMatched(url.pathname);
    if (request.method === "OPTIONS") return answerOptions(path);
    let refusal = refuse(request, asked, path, config);
    const taken = refusal === undefined ? await takeRequest(request, url, path) : undefined;
    if (refusal === undefined && !taken) refusal = 413;
    const forwarded = request.headers.get("x-forwarded-for");
    const address = clientAddress(socketAddress, forwarded, config.trustedProxyHops);
    const given = {
      ...context,
      locale: locale ?? preferredLocale(request.headers.get("accept-language")),
      prefix,
      visitor: visitorOf(keys, address, clock()),
    };
    const refused = () => remix(new Request(new URL("/refused", url)), { ...given, refusal });
    let response = taken ? await remix(taken, { ...given, refusal }) : await refused();
    if (response.status === 500 && !(await context.isReady())) {
      refusal = 503;
      response = await refused();
      response.headers.set("Retry-After", "5");
    }
    const { status, headers } = response;
    context.metrics.observeRequest(request.method, status, (performance.now() - begun) / 1000);
    completeHeaders(headers, { method: request.method, path, status }, config);
    if (refusal !== undefined) headers.set("Connection", "close");
    return compress(response, request.headers.get("accept-encoding"));
  }

  /** @type {import("@remix-run/node-fetch-server").FetchHandler} */
  const handler = (request, client) => answer(request, client.address);
  const listener = createRequestListener(handler, {
    onError(error) {
      const problem = error instanceof Error ? error.message : "unknown";
      const isNonsense = /^(Invalid URL|Failed to parse URL)/.test(problem);
      if (!isNonsense) log.error({ problem }, "a request failed");
      const [status, text] = isNonsense
        ? [400, "This address cannot be read."]
        : [500, "Something went wrong on our side."];
      const response = new Response(`${text}\n`, { status });
      completeHeaders(response.headers, { method: "GET", path: "/", status }, config);
      return response;
    },
  });
  const server = createServer((req, res) => files(req, res, () => void listener(req, res)));
  /** @param {import("./app/web/drain.server.ts").Patience} patience */
  const stop = (patience) => drain(server, patience);
  return { server, stop };
}

/** Files of the build: hashed ones for ever, others for an hour. */
function builtFiles() {
  const immutable = "public, max-age=31536000, immutable";
  return sirv("build/client", {
    etag: true,
    setHeaders: (res, path) => {
      res.setHeader(
        "Cache-Control",
        path.startsWith("/assets/") ? immutable : "public, max-age=3600",
      );
      res.setHeader("X-Content-Type-Options", "nosniff");
    },
  });
}
