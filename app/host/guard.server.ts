/** What the host refuses before a page is asked: wrong methods, foreign posts, strange and large bodies. */
import type { IncomingMessage } from "node:http";

import type { Config } from "../config.server.ts";
import type { Address } from "./address.server.ts";
import { remembering } from "./memoize.ts";

/** A form; contract: "over 64 kB → 413". */
const FORM_BYTES = 64 * 1024;
const WEBHOOK_BYTES = 1024 * 1024;
/** Of a body that is too large this much is read away, so that the client hears the answer. */
const DRAIN_BYTES = 8 * 1024 * 1024;

const methods = new Set(["GET", "HEAD", "POST", "OPTIONS"]);
const isWebhook = (path: string) => path.startsWith("/webhooks/");
const isUnsubscribe = (path: string) => path.startsWith("/unsubscribe/");
const probes = new Set(["/healthz", "/readyz", "/metrics"]);
const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** @returns says of a request the status to refuse it with, or undefined */
export function createGuard({
  origin,
}: Pick<Config, "origin">): (req: IncomingMessage, address: Address) => number | undefined {
  const ours = new URL(origin).host;
  const judgeHost = remembering((host): 200 | 400 | 421 => {
    const name = URL.parse(`http://${host}`);
    if (!name) return host === "" ? 421 : 400;
    return name.host === ours || loopbackNames.has(name.hostname) ? 200 : 421;
  });
  return (req, { path, isForeign }) => {
    if (!methods.has(req.method!)) return 405;
    if (isForeign) return 400;
    // Remix's own addresses for a page's data; no page of ours asks for any
    if (path.endsWith(".data") || path === "/__manifest") return 404;
    const host = judgeHost(req.headers.host ?? "");
    if (host === 400 || (host === 421 && !probes.has(path))) return host;
    if (req.method !== "POST" || isWebhook(path) || isUnsubscribe(path)) return undefined;
    if (!isSameOrigin(req, origin)) return 403;
    const type = req.headers["content-type"]?.split(";")[0]!.trim().toLowerCase();
    return type === undefined || type === "application/x-www-form-urlencoded" ? undefined : 415;
  };
}

function isSameOrigin({ headers }: IncomingMessage, ours: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  return headers.origin === ours;
}

/**
 * The body of a post within the bound of its address.
 * @returns undefined when it was too large
 * @throws when the client goes before it ends
 */
export function readBody(req: IncomingMessage, path: string): Promise<Buffer | undefined> {
  const bound = isWebhook(path) ? WEBHOOK_BYTES : FORM_BYTES;
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bound) chunks.push(chunk);
      else chunks = [];
      if (size > DRAIN_BYTES) {
        req.pause();
        resolve(undefined);
      }
    });
    req.once("end", () => {
      const [first, ...others] = chunks;
      const body = first && others.length === 0 ? first : Buffer.concat(chunks);
      resolve(size > bound ? undefined : body);
    });
    req.once("error", reject);
    req.once("close", () => {
      if (!req.complete) reject(new Error("the client has gone"));
    });
  });
}
