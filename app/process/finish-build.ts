/** A Vite plugin for the files of a build: their compressed forms, and what earlier builds left. */
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

import type { Plugin } from "vite";

import { WORTH_BYTES } from "../host/encoding.server.ts";

/** Pages of an earlier build, in caches and open tabs, ask for its files so long after the next one. */
const KEPT_MS = 7 * 86_400_000;

/** A file in the folder of the build: what is as old or older was written whole. */
export const COMPLETE = "complete";

/** @param folder the client's build; the server's own lies beside it and ends last, for it still moves files here */
export function finishBuild(folder: string): Plugin {
  const assets = path.join(folder, "assets");
  let isServer = false;
  return {
    name: "finish-build",
    apply: "build",
    configResolved: (config) => void (isServer = config.build.ssr !== false),
    buildStart() {
      if (isServer || !fs.existsSync(assets)) return;
      for (const name of fs.readdirSync(folder)) {
        if (name !== "assets" && name !== COMPLETE)
          fs.rmSync(path.join(folder, name), { recursive: true });
      }
      keepNamed(assets, path.join(folder, "../server/index.js"));
    },
    closeBundle() {
      if (!isServer) return;
      for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue;
        finishFile(path.join(entry.parentPath, entry.name));
      }
      fs.writeFileSync(path.join(folder, COMPLETE), "");
    },
  };
}

/** Files that the earlier build's pages name begin to be old now. */
function keepNamed(assets: string, server: string): void {
  const pages = fs.existsSync(server) ? fs.readFileSync(server, "utf8") : "";
  const now = new Date();
  for (const name of fs.readdirSync(assets)) {
    if (pages.includes(`/assets/${name}`)) fs.utimesSync(path.join(assets, name), now, now);
  }
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
