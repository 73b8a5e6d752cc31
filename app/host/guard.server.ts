/** What the host refuses before a page is asked: wrong methods, foreign posts, strange and large bodies. */
import type { IncomingMessage } from "node:http";

import { methodsOf } from "../paths.ts";
import type { Address } from "./address.server.ts";
import { memoize } from "./memoize.ts";
import { loopbackNames } from "./proxy-watch.server.ts";

/** Of a body that is too large this much is read away, so that the client hears the answer. */
const DRAIN_BYTES = 8 * 1024 * 1024;

const known = new Set(["GET", "HEAD", "POST", "OPTIONS"]);

/** @returns says of a request the status to refuse it with, or undefined */
export function createGuard({
  origin,
}: {
  origin: string;
}): (req: IncomingMessage, address: Address) => number | undefined {
  const ours = new URL(origin).host;
  const judgeHost = memoize((host): 200 | 400 | 421 => {
    const name = URL.parse(`http://${host}`);
    if (!name) return host === "" ? 421 : 400;
    return name.host === ours || loopbackNames.has(name.hostname) ? 200 : 421;
  });
  return (req, { row, isForeign }) => {
    const method = req.method!;
    if (!known.has(method)) return 405;
    if (isForeign) return 400;
    const host = judgeHost(req.headers.host ?? "");
    if (host === 400 || (host === 421 && row.audience !== "probes")) return host;
    if (method === "POST" && !row.crossSite) {
      if (!isSameOrigin(req, origin)) return 403;
      const type = req.headers["content-type"]?.split(";")[0]!.trim().toLowerCase();
      if (type !== undefined && type !== "application/x-www-form-urlencoded") return 415;
    }
    if (method === "OPTIONS") return undefined;
    return methodsOf(row).includes(method === "HEAD" ? "GET" : (method as "GET")) ? undefined : 405;
  };
}

function isSameOrigin({ headers }: IncomingMessage, ours: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  return headers.origin === ours;
}

/**
 * The body of a post within its bound.
 * @param most bytes
 * @returns undefined when it was too large
 * @throws when the client goes before it ends
 */
export function readBody(req: IncomingMessage, most: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else chunks = [];
      if (size > DRAIN_BYTES) {
        req.pause();
        resolve(undefined);
      }
    });
    req.once("end", () => {
      const [first, ...others] = chunks;
      const body = first && others.length === 0 ? first : Buffer.concat(chunks);
      resolve(size > most ? undefined : body);
    });
    req.once("error", reject);
    req.once("close", () => {
      if (!req.complete) reject(new Error("the client has gone"));
    });
  });
}
