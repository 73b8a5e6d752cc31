/** A Vite plugin that keeps the script of every page in one file: what it imports of ours is its own copy. */
import path from "node:path";

import type { Plugin } from "vite";

const ENTRY = path.resolve("app/entry.client.ts");
const COPY = "?copy";

/** Rollup would else put what pages import too into files of their own, which a phone had to ask for one after another. */
export function oneScript(): Plugin {
  return {
    name: "one-script",
    apply: "build",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (importer !== ENTRY && !importer?.endsWith(COPY)) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const isOurs = found?.id.startsWith(path.dirname(ENTRY)) && !found.id.includes("?");
      return isOurs ? `${found!.id}${COPY}` : found;
    },
  };
}
