/** A Vite plugin for development: an open page shows an edit by itself, and a server that has loaded what was edited asks to be renewed. */
import type { ServerResponse } from "node:http";
import path from "node:path";

import type { Plugin } from "vite";

/** Tells pages of when their sources are; `reload-page.ts` listens. */
const ADDRESS = "/@edits";

const isSource = (file: string) =>
  /^(app|db|emails|public)\//.test(file) || /^[\w.]+\.(js|ts|json)$/.test(file);
/** Vite alone loads these, and loads them anew at the next request. */
const isOfPages = (file: string) =>
  /^(app\/(routes|components|styles)|public)\//.test(file) || /^app\/(root|entry)\./.test(file);

/** One save may touch several files. */
const TOGETHER_MS = 50;

/**
 * @param renew called with a file that Node itself has loaded
 * @returns the plugin, and what ends the pages' listening, so that they look for the next server
 */
export function liveReload(renew: (file: string) => void): { plugin: Plugin; end: () => void } {
  const listening = new Set<ServerResponse>();
  // what this server has loaded may have been edited since a page of the one before
  let editedAt = Date.now();
  let hasEnded = false;
  let telling: NodeJS.Timeout | undefined;

  function tellPages(): void {
    editedAt = Date.now();
    for (const response of listening) response.write(`data: ${editedAt}\n\n`);
  }

  function hear(response: ServerResponse): void {
    if (hasEnded) return void response.destroy();
    listening.add(response);
    response.once("close", () => listening.delete(response));
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(`retry: 300\ndata: ${editedAt}\n\n`);
  }

  const plugin: Plugin = {
    name: "live-reload",
    apply: "serve",
    transform(code, id, options) {
      if (options?.ssr || !id.endsWith("/app/entry.client.ts")) return undefined;
      return { code: `${code}\nimport "/app/process/reload-page.ts";`, map: null };
    },
    configureServer({ middlewares, watcher, config }) {
      middlewares.use(ADDRESS, (_request, response) => hear(response));
      watcher.on("all", (_event, changed) => {
        const file = path.relative(config.root, changed).split(path.sep).join("/");
        if (!isSource(file)) return;
        if (!isOfPages(file)) return renew(file);
        clearTimeout(telling);
        telling = setTimeout(tellPages, TOGETHER_MS);
      });
    },
  };
  return {
    plugin,
    end() {
      hasEnded = true;
      clearTimeout(telling);
      for (const response of listening) response.destroy();
    },
  };
}
