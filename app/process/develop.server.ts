/** `npm run dev`: the sources as they are now, and a server that is renewed when one of its own is edited. */
import cluster, { type Worker } from "node:cluster";
import path from "node:path";

import type { ServerBuild } from "@remix-run/node";
import type { Connect } from "vite";

import type { Patience } from "../host/drain.server.ts";
import { liveReload } from "./live-reload.ts";

/** A web process has seen that a file was edited which it has loaded. */
interface Edited {
  edited: string;
}

/** For a server whose sources are old: pages must not reach it any more. */
export const AT_ONCE: Patience = { idle: 0, all: 5_000 };

/** One save may touch several files. */
const TOGETHER_MS = 100;

export interface Sources {
  load: () => Promise<ServerBuild>;
  /** Answers for files, or calls `next`. */
  middlewares: Connect.Server;
  /** Has pages look for the next server. */
  end: () => void;
  /** Once no page is being made any more. */
  close: () => Promise<void>;
}

/** In the web process: the pages from their sources. */
export async function openSources(dataDir: string): Promise<Sources> {
  const { createServer } = await import("vite");
  const { plugin, end } = liveReload((edited) => {
    process.send?.({ edited } satisfies Edited);
  });
  const ignored = ["build", "docs", "tests", dataDir].map((folder) => `${path.resolve(folder)}/**`);
  const vite = await createServer({
    plugins: [plugin],
    server: { middlewareMode: true, ws: false, watch: { ignored } },
  });
  return {
    load: () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>,
    middlewares: vite.middlewares,
    end,
    close: () => vite.close(),
  };
}

/** In its supervisor: has it renewed. One that cannot start leaves the old one in its place. */
export function renewWhenEdited(renew: () => Promise<void>): void {
  let soon: NodeJS.Timeout | undefined;
  cluster.on("message", (_child: Worker, message: Partial<Edited>) => {
    if (message.edited === undefined) return;
    clearTimeout(soon);
    soon = setTimeout(() => {
      console.log(`  ${message.edited} was edited: the server is renewed`);
      void renew();
    }, TOGETHER_MS);
  });
}
