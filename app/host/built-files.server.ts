/** The files of the build, held in memory as they are sent: compressed when they were built. */
import fs from "node:fs";
import path from "node:path";

import { COMPLETE } from "../process/finish-build.ts";
import type { Encoding } from "./encoding.server.ts";
import { strictTransport } from "./headers.server.ts";
import { representationOf, tagOf, type WholeAnswer, wholeAnswer } from "./whole-answer.server.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";
const AN_HOUR = "public, max-age=3600";
/** A file that somebody opens by itself loads nothing, and stands in nobody's frame. */
const POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

const endings = { br: ".br", gzip: ".gz" } as const;

/**
 * @returns finds a file by its path: hashed ones are kept for ever, others for an hour. One that was
 *   built after this call is found too, for a process that began later sends pages that name it.
 */
export function readBuiltFiles(
  folder: string,
  site: { origin: string },
): (name: string) => WholeAnswer | undefined {
  const files = new Map<string, WholeAnswer>();
  function read(name: string): WholeAnswer | undefined {
    const file = path.join(folder, name);
    const type = types[path.extname(name)];
    if (!type || !fs.existsSync(file)) return undefined;
    const answer = readFile(file, name, type, site);
    files.set(name, answer);
    return answer;
  }
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) read(`/${path.relative(folder, file).split(path.sep).join("/")}`);
  }
  const readLater = (name: string) => {
    return hashed.test(name) && isWhole(folder, name) ? read(name) : undefined;
  };
  return (name) => files.get(name) ?? readLater(name);
}

/** What Vite makes; whatever is asked for by such a name lies in its folder. */
const hashed = /^\/assets\/[\w-][\w.-]*-[\w-]{8}\.\w+$/;

/** Whether the build that made a file has ended. */
function isWhole(folder: string, name: string): boolean {
  const [file, complete] = [name, COMPLETE].map((one) =>
    fs.statSync(path.join(folder, one), { throwIfNoEntry: false }),
  );
  return file !== undefined && complete !== undefined && file.mtimeMs <= complete.mtimeMs;
}

function readFile(file: string, name: string, type: string, site: { origin: string }): WholeAnswer {
  const body = fs.readFileSync(file);
  const headers = ["content-type", type, "x-content-type-options", "nosniff"];
  headers.push("content-security-policy", POLICY, "referrer-policy", "same-origin");
  const secure = strictTransport(site);
  if (secure) headers.push("strict-transport-security", secure);
  headers.push("cache-control", name.startsWith("/assets/") ? IMMUTABLE : AN_HOUR);
  headers.push("vary", "accept-encoding");
  const answer = wholeAnswer({ status: 200, headers, body, tag: tagOf(body) });
  const plain = representationOf(answer, body, "identity");
  answer.representations.set("identity", plain);
  for (const encoding of ["br", "gzip"] as const satisfies Encoding[]) {
    const packed = file + endings[encoding];
    const isThere = fs.existsSync(packed);
    answer.representations.set(
      encoding,
      isThere ? representationOf(answer, fs.readFileSync(packed), encoding) : plain,
    );
  }
  return answer;
}
