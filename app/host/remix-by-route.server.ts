/** Remix, once for each route: over a build that holds it and the frame of all pages, nothing is left to match. */
import { createRequestHandler, type RequestHandler, type ServerBuild } from "@remix-run/node";

import { type Pattern, rowOf } from "../paths.ts";

/** Remix's name for a route by its file. */
export const idOf = (file: string): string => `routes/${file.replace(/\.tsx?$/, "")}`;

const ROOT = "root";

/** @returns gives the handler of a path's route; made when it is first asked for */
export function createRemixByRoute(build: ServerBuild): (pattern: Pattern) => RequestHandler {
  const handlers = new Map<Pattern, RequestHandler>();
  return (pattern) => {
    let handler = handlers.get(pattern);
    if (!handler) {
      handler = createRequestHandler(onlyRoute(build, idOf(rowOf(pattern).file)), "production");
      handlers.set(pattern, handler);
    }
    return handler;
  };
}

function onlyRoute(build: ServerBuild, id: string): ServerBuild {
  const keep = <T>(all: Record<string, T>): Record<string, T> =>
    Object.fromEntries([ROOT, id].map((one) => [one, all[one]!]));
  return {
    ...build,
    routes: keep(build.routes),
    assets: { ...build.assets, routes: keep(build.assets.routes) },
  };
}
