/** The files of the build, held in memory as they are sent: compressed when they were built. */
import fs from "node:fs";
import path from "node:path";

import type { Config } from "../config.server.ts";
import type { Encoding } from "./encoding.server.ts";
import { strictTransport } from "./headers.server.ts";
import { formOf, tagOf, type WholeAnswer, wholeAnswer } from "./whole-answer.server.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";
const AN_HOUR = "public, max-age=3600";

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

/** @returns each file by its path: hashed ones for ever, others for an hour */
export function readBuiltFiles(folder: string, config: Config): Map<string, WholeAnswer> {
  const files = new Map<string, WholeAnswer>();
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const type = types[path.extname(entry.name)];
    const name = `/${path.relative(folder, file).split(path.sep).join("/")}`;
    if (entry.isFile() && type) files.set(name, readFile(file, name, type, config));
  }
  return files;
}

function readFile(file: string, name: string, type: string, config: Config): WholeAnswer {
  const body = fs.readFileSync(file);
  const headers = ["content-type", type, "x-content-type-options", "nosniff"];
  const secure = strictTransport(config);
  if (secure) headers.push("strict-transport-security", secure);
  headers.push("cache-control", name.startsWith("/assets/") ? IMMUTABLE : AN_HOUR);
  headers.push("vary", "accept-encoding");
  const answer = wholeAnswer({ status: 200, headers, body, tag: tagOf(body) });
  const plain = formOf(answer, body, "identity");
  answer.forms.set("identity", plain);
  for (const encoding of ["br", "gzip"] as const satisfies Encoding[]) {
    const packed = file + endings[encoding];
    const isThere = fs.existsSync(packed);
    answer.forms.set(encoding, isThere ? formOf(answer, fs.readFileSync(packed), encoding) : plain);
  }
  return answer;
}
