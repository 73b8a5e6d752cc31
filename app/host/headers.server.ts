/** The headers of every answer: what a page may do, who may keep it and how long. */
import { isShared, methodsOf } from "../paths.ts";
import type { PathRow, PolicyClass } from "../paths/row.ts";

const policies: Record<PolicyClass, string> = {
  page: [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; "),
  // a look and a link, on whoever’s page
  frame: [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors *",
  ].join("; "),
  // mails carry their styles in themselves, and frames take over the page's policy
  mails: [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; "),
};

/** Freshness of public pages and counts, in seconds. */
const FRESH = 10;
const PUBLIC_CACHE = `max-age=${FRESH}, public, stale-while-revalidate=${2 * FRESH}, stale-if-error=${5 * FRESH}`;

/** Tells the host, and nobody else, which demand an answer shows, by its slug. */
export const DEMAND_HEADER = "X-Demand";

/** Any site may read what is made for programs. */
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET",
  "Access-Control-Allow-Headers": "Origin, X-Requested-With, Content-Type, Accept",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

interface Site {
  origin: string;
}

/** For a site on https, that it always is (RFC 6797); what its subdomains speak is not the site's to say. */
export const strictTransport = ({ origin }: Site): string | undefined =>
  origin.startsWith("https:") ? "max-age=31536000" : undefined;

/**
 * Completes an answer's headers; what a route has set itself stands.
 * @param request.prefix the language in the address, or ""
 */
export function completeHeaders(
  headers: Headers,
  request: { row: PathRow; method: string; prefix: string; status: number },
  site: Site,
): void {
  const { row, method, prefix, status } = request;
  const setDefault = (name: string, value: string) => {
    if (!headers.has(name)) headers.set(name, value);
  };
  if (row.audience === "programs")
    for (const [name, value] of Object.entries(CORS)) setDefault(name, value);
  setDefault("Content-Security-Policy", policies[row.policy ?? "page"]);
  setDefault("X-Content-Type-Options", "nosniff");
  setDefault("Referrer-Policy", "same-origin");
  setDefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()");
  setDefault("Cross-Origin-Opener-Policy", "same-origin");
  setDefault("Cross-Origin-Resource-Policy", "same-origin");
  const secure = strictTransport(site);
  if (secure) setDefault("Strict-Transport-Security", secure);
  const isRead = method === "GET" || method === "HEAD";
  setDefault("Cache-Control", isRead && isShared(row) && status < 400 ? PUBLIC_CACHE : "no-store");
  if (isRead && (!isIndexed(row) || status >= 400)) setDefault("X-Robots-Tag", "noindex");
  if (prefix === "" && headers.get("Content-Type")?.startsWith("text/html")) {
    headers.append("Vary", "Accept-Language");
  }
  if (status === 405) headers.set("Allow", allowed(row).join(", "));
}

const isIndexed = (row: PathRow) => isShared(row) && row.robots !== "noindex";

const allowed = (row: PathRow) =>
  methodsOf(row).flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));

/** To OPTIONS: what can be asked here, and that programs on other sites may. */
export function answerOptions(row: PathRow, site: Site): Response {
  const headers = new Headers({ Allow: [...allowed(row), "OPTIONS"].join(", ") });
  completeHeaders(headers, { row, method: "OPTIONS", prefix: "", status: 204 }, site);
  return new Response(null, { status: 204, headers });
}
