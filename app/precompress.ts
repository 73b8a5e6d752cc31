/** A Vite plugin: beside each built text file its compressed forms, as small as they get. */
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

import type { Plugin } from "vite";

import { WORTH_BYTES } from "./web/encoding.server.ts";

/** @param folder what is served; the server's own build, which moves files there, ends last */
export function precompress(folder: string): Plugin {
  return {
    name: "precompress",
    apply: "build",
    closeBundle() {
      for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(css|js|json|svg|txt)$/.test(entry.name)) continue;
        const file = path.join(entry.parentPath, entry.name);
        const body = fs.readFileSync(file);
        if (body.length < WORTH_BYTES) continue;
        fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(body));
        fs.writeFileSync(`${file}.gz`, zlib.gzipSync(body, { level: 9 }));
      }
    },
  };
}
