/** The headers of every answer: what a page may do, who may keep it and how long. */
import type { Config } from "../config.server.ts";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join("; ");

/** Freshness of public pages and counts, in seconds. */
const FRESH = 10;
export const PUBLIC_CACHE = `max-age=${FRESH}, public, stale-while-revalidate=${2 * FRESH}, stale-if-error=${5 * FRESH}`;

/** Tells the host, and nobody else, which demand an answer shows, by its slug. */
export const DEMAND_HEADER = "X-Demand";

/** Any site may read what is made for programs. */
export const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET",
  "Access-Control-Allow-Headers": "Origin, X-Requested-With, Content-Type, Accept",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

/** Pages that carry a token, belong to an organiser or show mail; never kept by anyone. */
export const isPrivate = (path: string) =>
  /^\/(confirm|manage|unsubscribe|organise|mailbox|webhooks|healthz|readyz|metrics)([/.]|$)/.test(
    path,
  );

/** For a site on https, that it always is (RFC 6797). */
export const strictTransport = ({ origin }: Pick<Config, "origin">): string | undefined =>
  origin.startsWith("https:") ? "max-age=31536000; includeSubDomains" : undefined;

/**
 * Completes an answer's headers; what a route has set itself stands.
 * @param request.path without a language, as routes are judged by
 * @param request.prefix the language in the address, or ""
 */
export function completeHeaders(
  headers: Headers,
  request: { method: string; path: string; prefix: string; status: number },
  config: Config,
): void {
  const setDefault = (name: string, value: string) => {
    if (!headers.has(name)) headers.set(name, value);
  };
  setDefault("Content-Security-Policy", policy);
  setDefault("X-Content-Type-Options", "nosniff");
  setDefault("Referrer-Policy", "same-origin");
  setDefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()");
  setDefault("Cross-Origin-Opener-Policy", "same-origin");
  setDefault("Cross-Origin-Resource-Policy", "same-origin");
  const secure = strictTransport(config);
  if (secure) setDefault("Strict-Transport-Security", secure);
  const isPage = request.method === "GET" || request.method === "HEAD";
  if (!isPage || isPrivate(request.path) || request.status >= 400) {
    setDefault("Cache-Control", "no-store");
  } else {
    setDefault("Cache-Control", PUBLIC_CACHE);
  }
  if (request.prefix === "" && headers.get("Content-Type")?.startsWith("text/html")) {
    headers.append("Vary", "Accept-Language");
  }
  // a route refuses a post; of other methods the host does not ask which route it would be
  if (request.status === 405)
    setDefault("Allow", `GET, HEAD${request.method === "POST" ? "" : ", POST"}`);
}

/** To OPTIONS: what can be asked here, and that programs on other sites may. */
export function answerOptions(path: string, config: Config): Response {
  const headers = new Headers({ Allow: "GET, HEAD, POST, OPTIONS" });
  if (/\.(json|csv|atom)$/.test(path)) {
    for (const [name, value] of Object.entries(CORS)) headers.set(name, value);
  }
  completeHeaders(headers, { method: "OPTIONS", path, prefix: "", status: 204 }, config);
  return new Response(null, { status: 204, headers });
}
