/** What the host refuses before a page is asked: requests in doubt, wrong methods, foreign posts, strange and large bodies. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

import { methodsOf } from "../paths.ts";
import type { Address } from "./address.server.ts";
import { memoize } from "./memoize.ts";
import { loopbackNames } from "./proxy-watch.server.ts";
import { isMultipart } from "./bodies/take-upload.server.ts";

/** Of a body that is too large this much is read away, so that the client hears the answer. */
const DRAIN_BYTES = 8 * 1024 * 1024;

const known = new Set(["GET", "HEAD", "POST", "OPTIONS"]);

/** A host and its port as RFC 9112, section 3.2, has them, without what no name in the DNS holds. */
const hostForm = /^(?:[a-z\d._~-]+|\[[a-f\d:.]+\])(?::\d*)?$/i;

/**
 * Of headers that come twice the server has made one, with a comma between them, which is then no host
 * and no type (`joinDuplicateHeaders` in server.js).
 * @returns says of a request the status to refuse it with, or undefined
 */
export function createGuard({
  origin,
}: {
  origin: string;
}): (req: IncomingMessage, address: Address) => number | undefined {
  const ours = new URL(origin);
  const judgeHost = memoize((host): "ours" | "another" | "none" => {
    const name = hostForm.test(host) ? URL.parse(`${ours.protocol}//${host}`) : null;
    if (!name) return "none";
    return name.host === ours.host || loopbackNames.has(name.hostname) ? "ours" : "another";
  });
  return ({ method, headers }, { row, isForeign }) => {
    // who speaks HTTP/1.0 need not say it
    const host = headers.host === undefined ? "another" : judgeHost(headers.host);
    if (host === "none") return 421;
    if (!isFramed(headers)) return 400;
    if (!known.has(method!)) return 405;
    if (isForeign) return 400;
    if (host === "another" && row.audience !== "probes") return 421;
    if (method === "POST") {
      if (!row.crossSite && !isSameOrigin(headers, origin)) return 403;
      if (isEncoded(headers)) return 415;
      const type = headers["content-type"];
      const isTaken = row.upload !== undefined && isMultipart(type);
      if (!row.crossSite && type !== undefined && !isForm(type) && !isTaken) return 415;
    }
    if (method === "OPTIONS") return undefined;
    return methodsOf(row).includes(method === "HEAD" ? "GET" : (method as "GET")) ? undefined : 405;
  };
}

/** The one transfer coding that is undone when a body is read; the parser takes others before it. */
const isFramed = ({ "transfer-encoding": coding }: IncomingHttpHeaders) =>
  coding === undefined || coding.toLowerCase() === "chunked";

/** Whether a body is compressed, or in any other coding: bodies are taken as they are. */
export const isEncoded = ({ "content-encoding": coding }: IncomingHttpHeaders): boolean =>
  coding !== undefined && !/^(?:identity)?$/i.test(coding);

/** A form is UTF-8 (WHATWG URL, section 5); one that says otherwise would be read as what it is not. */
const isForm = memoize((type) => {
  const [name, ...parameters] = type.toLowerCase().split(";");
  return (
    name!.trim() === "application/x-www-form-urlencoded" &&
    parameters.every((one) => !/charset/.test(one) || /^\s*charset="?utf-?8"?\s*$/.test(one))
  );
});

function isSameOrigin(headers: IncomingHttpHeaders, ours: string): boolean {
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
