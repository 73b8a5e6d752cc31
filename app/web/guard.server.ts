/** What the host refuses before a page is asked: wrong methods, foreign posts, strange and large bodies. */
import type { Config } from "../config.server.ts";

/** A form; contract: "over 64 kB → 413". */
const FORM_BYTES = 64 * 1024;
const WEBHOOK_BYTES = 1024 * 1024;
/** Of a body that is too large this much is read away, so that the client hears the answer. */
const DRAIN_BYTES = 8 * 1024 * 1024;

const methods = new Set(["GET", "HEAD", "POST", "OPTIONS"]);
const isWebhook = (path: string) => path.startsWith("/webhooks/");
const isUnsubscribe = (path: string) => path.startsWith("/unsubscribe/");
const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * A path in the spelling that routes are judged by: decoded and in small letters, for Remix matches
 * `/Organise` and `/%6Frganise` too (React Router's `decodePath`).
 */
export function asMatched(path: string): string {
  try {
    const parts = path.split("/").map((part) => decodeURIComponent(part).replaceAll("/", "%2F"));
    return parts.join("/").toLowerCase();
  } catch {
    return path.toLowerCase();
  }
}

/**
 * @param path the path without a language, `asMatched`
 * @returns the status to refuse with, or undefined
 */
export function refuse(
  request: Request,
  url: URL,
  path: string,
  config: Config,
): number | undefined {
  if (!methods.has(request.method)) return 405;
  // Postgres takes no NUL, so no address of ours holds one
  if (url.searchParams.has("_data") || url.href.includes("%00")) return 400;
  if (!isOurHost(request.headers.get("host"), path, config)) return 421;
  if (request.method !== "POST") return undefined;
  if (!isWebhook(path) && !isUnsubscribe(path)) {
    if (!isSameOrigin(request.headers, config)) return 403;
    const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
    if (type !== undefined && type !== "application/x-www-form-urlencoded") return 415;
  }
  return undefined;
}

function isOurHost(host: string | null, path: string, config: Config): boolean {
  if (path === "/healthz" || path === "/readyz" || path === "/metrics") return true;
  const name = URL.parse(`http://${host ?? ""}`);
  if (!name) return false;
  return name.host === new URL(config.origin).host || loopbackNames.has(name.hostname);
}

function isSameOrigin(headers: Headers, config: Config): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  return headers.get("origin") === config.origin;
}

/**
 * The request as Remix gets it: at its path without a language, its body read within its bound,
 * without the headers that only a proxy may set and those that `refuse` has judged already (Remix
 * compares Origin with X-Forwarded-Host, which anybody can send).
 * @returns undefined when the body was too large
 */
export async function takeRequest(
  request: Request,
  url: URL,
  path: string,
): Promise<Request | undefined> {
  const headers = new Headers(request.headers);
  headers.delete("origin");
  headers.delete("x-forwarded-host");
  const { method, signal } = request;
  if (method !== "POST") return new Request(url, { method, headers, signal });
  const body = await readBody(request, isWebhook(path) ? WEBHOOK_BYTES : FORM_BYTES);
  return body && new Request(url, { method, headers, signal, body });
}

async function readBody(request: Request, bound: number): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = request.body as unknown as AsyncIterable<Uint8Array> | null;
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength;
    if (size <= bound) chunks.push(chunk);
    else chunks.length = 0;
    if (size > DRAIN_BYTES) break;
  }
  return size > bound ? undefined : Buffer.concat(chunks);
}
