/** A Vite plugin for the files of a build: their compressed forms, as small as they get, and no old ones. */
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

import type { Plugin } from "vite";

import { WORTH_BYTES } from "./web/encoding.server.ts";

/** Pages of an earlier build, in caches and open tabs, ask for its files for so long. */
const KEPT_MS = 7 * 86_400_000;

/** @param folder what is served; the server's own build, which moves files there, ends last */
export function finishBuild(folder: string): Plugin {
  return {
    name: "finish-build",
    apply: "build",
    closeBundle() {
      for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue;
        finishFile(path.join(entry.parentPath, entry.name));
      }
    },
  };
}

function finishFile(file: string): void {
  const [br, gz] = [`${file}.br`, `${file}.gz`];
  if (fs.statSync(file).mtimeMs < Date.now() - KEPT_MS) {
    for (const old of [file, br, gz]) fs.rmSync(old, { force: true });
    return;
  }
  if (!/\.(css|js|json|svg|txt)$/.test(file)) return;
  const body = fs.readFileSync(file);
  if (body.length < WORTH_BYTES) return;
  fs.writeFileSync(br, zlib.brotliCompressSync(body));
  fs.writeFileSync(gz, zlib.gzipSync(body, { level: 9 }));
}
