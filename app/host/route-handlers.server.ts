/**
 * Has one route of the build answer: its loaders, over Remix's router, then its page. The host has
 * matched the path, and no page loads a runtime in the browser; the rest of what Remix's own request
 * handler does takes longer than a small page (docs/decisions/0022).
 */
import type {
  ActionFunction,
  AppLoadContext,
  EntryContext,
  LoaderFunction,
  ServerBuild,
} from "@remix-run/node";
import {
  type ActionFunctionArgs,
  type AgnosticDataRouteObject,
  createStaticHandler,
  isRouteErrorResponse,
} from "@remix-run/router";

import { type Pattern, rowOf } from "../paths.ts";

type Route = ServerBuild["routes"][string];
type Params = Readonly<Record<string, string>>;

/**
 * @returns what the route says. A refusal of 400 or more that is thrown, and a fault, have no body: the
 *   page of that status is the host's.
 */
export type RouteHandler = (
  request: Request,
  context: AppLoadContext,
  params: Params,
) => Promise<Response>;

const ROOT = "root";

/** Remix's name for a route by its file. */
export const idOf = (file: string): string => `routes/${file.replace(/\.tsx?$/, "")}`;

/** @returns gives the handler of a path's route; made when it is first asked for */
export function createRouteHandlers(build: ServerBuild): (pattern: Pattern) => RouteHandler {
  const handlers = new Map<Pattern, RouteHandler>();
  return (pattern) => {
    let handler = handlers.get(pattern);
    if (!handler) {
      const route = build.routes[idOf(rowOf(pattern).file)]!;
      const handle = route.module.default ? pageHandler(build, route) : plainHandler(route);
      handlers.set(pattern, (handler = orFault(build, handle)));
    }
    return handler;
  };
}

/** A fault is written down by the build's own `handleError`. */
function orFault({ entry }: ServerBuild, handle: RouteHandler): RouteHandler {
  return (request, context, params) =>
    handle(request, context, params).catch((error: unknown) => {
      if (error instanceof Response) return error;
      entry.module.handleError!(error, { request, context, params });
      return new Response(null, { status: 500 });
    });
}

/** Of a route without a page. */
function plainHandler({ module }: Route): RouteHandler {
  return async (request, context, params) => {
    const answer = (request.method === "POST" ? module.action : module.loader)!;
    return (await answer({ request, context, params })) as Response;
  };
}

function pageHandler(build: ServerBuild, route: Route): RouteHandler {
  const root = build.routes[ROOT]!;
  const { query } = createStaticHandler([{ ...dataRoute(root), children: [dataRoute(route)] }], {
    future: {
      v7_relativeSplatPath: build.future.v3_relativeSplatPath,
      v7_throwAbortReason: build.future.v3_throwAbortReason,
    },
  });
  const of = <Value>(all: Record<string, Value>) => ({
    [ROOT]: all[ROOT]!,
    [route.id]: all[route.id]!,
  });
  const manifest = { ...build.assets, routes: of(build.assets.routes) };
  const routeModules = { [ROOT]: root.module, [route.id]: route.module };
  const given = { manifest, routeModules, future: build.future, isSpaMode: false, renderMeta: {} };

  return async (request, context) => {
    const found = await query(request, { requestContext: context });
    if (found instanceof Response) return found;
    const said = found.actionHeaders[route.id] ?? found.loaderHeaders[route.id];
    // what refuses without being asked to has no page
    if (found.errors && context.refusal === undefined) return refusalOf(found.errors, said);
    const headers = new Headers(said);
    const entry = { ...given, staticHandlerContext: found } as unknown as EntryContext;
    return build.entry.module.default(request, found.statusCode, headers, entry, context);
  };
}

/** @throws the error that is not a refusal */
function refusalOf(errors: Record<string, unknown>, headers: Headers | undefined): Response {
  const [error] = Object.values(errors);
  if (!isRouteErrorResponse(error)) throw error;
  return new Response(null, { status: error.status, headers: headers ?? {} });
}

function dataRoute({ id, path = "", module }: Route): AgnosticDataRouteObject & { index?: false } {
  const run = (answer: LoaderFunction | ActionFunction | undefined) =>
    answer && ((args: ActionFunctionArgs) => answer(args as Parameters<LoaderFunction>[0]));
  return {
    id,
    path,
    // the host has the page of every refusal
    hasErrorBoundary: id === ROOT,
    loader: run(module.loader),
    action: run(module.action),
  };
}
