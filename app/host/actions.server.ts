/**
 * Runs a route's action itself before Remix is asked for a page: most posts end in a redirect, and a
 * redirect needs neither router nor page. Remix then renders what the action gave, without running it
 * a second time.
 */
import type {
  ActionFunction,
  ActionFunctionArgs,
  AppLoadContext,
  ServerBuild,
} from "@remix-run/node";

import { type Pattern, rowOf } from "../paths.ts";
import type { Asking } from "./asking.ts";
import type { HostTools, RequestFacts } from "./given.ts";
import { completeHeaders } from "./headers.server.ts";
import { memoize } from "./memoize.ts";
import { idOf } from "./route-handlers.server.ts";
import type { Redirect } from "./redirects.server.ts";
import type { Refuse } from "./refusals.server.ts";
import { contextOf } from "./render.server.ts";
import { streamed, type StreamedAnswer } from "./streamed-answer.server.ts";
import { readWhole, type WholeAnswer } from "./whole-answer.server.ts";

/** How the action of a path ended, kept in the context for Remix's turn. */
type Ended = { pattern: Pattern } & (
  { value: Awaited<ReturnType<ActionFunction>> } | { thrown: unknown }
);

const ENDED = Symbol("ended");
export type ActedFacts = RequestFacts & { [ENDED]?: Ended };

/** The build with actions that give again what the host's run of them gave. */
export function withEndedActions(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const { action } = route.module;
    if (!action) return [id, route] as const;
    const again: ActionFunction = (args) => {
      const ended = (args.context as unknown as ActedFacts)[ENDED];
      if (!ended) return action(args);
      if (idOf(rowOf(ended.pattern).file) !== id) throw new Error(`${id} did not run`);
      if ("thrown" in ended) throw ended.thrown;
      return ended.value;
    };
    return [id, { ...route, module: { ...route.module, action: again } }] as const;
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

/**
 * @param build undefined while sources are being worked on: Remix then runs every action
 * @returns gives a post's answer, or the facts with which Remix is to render its page
 */
export function createActor(
  tools: HostTools,
  build: ServerBuild | undefined,
  { refuse, redirect }: { refuse: Refuse; redirect: Redirect },
): (asking: Asking, request: () => Request) => Promise<WholeAnswer | StreamedAnswer | ActedFacts> {
  const moduleOf = memoize((file) => build?.routes[idOf(file)]?.module);

  return async (asking, request) => {
    const { address, facts } = asking;
    const { row, pattern, params } = address;
    const route = moduleOf(row.file);
    if (!route?.action) return facts;
    let ended: Ended;
    try {
      const args = new PostArgs(params, contextOf(tools, facts), request);
      ended = { pattern, value: await route.action(args) };
    } catch (thrown) {
      ended = { pattern, thrown };
    }
    const answer = "thrown" in ended ? ended.thrown : ended.value;
    if (answer instanceof Response) {
      const { status } = answer;
      if (status >= 300 && status < 400) {
        const { headers } = answer;
        const more = { status, cookies: headers.getSetCookie() };
        return redirect(headers.get("location")!, { pattern, method: "POST" }, more);
      }
      const isStream = row.streams === true && status === 200;
      // a route without a page has said all, and so has one whose file is written as it is made
      if ((isStream || !("default" in route)) && "value" in ended) {
        const { method } = asking;
        const { prefix } = facts;
        completeHeaders(answer.headers, { row, method, prefix, status }, tools.config);
        return isStream ? streamed(answer) : readWhole(answer);
      }
      if (status >= 400 && !answer.body)
        return refuse(asking, status, answer.headers.get("Retry-After"));
    }
    return { ...facts, [ENDED]: ended };
  };
}

/** What an action is given. A class, for an accessor in a literal costs more than all the rest. */
class PostArgs implements ActionFunctionArgs {
  params: ActionFunctionArgs["params"];
  context: AppLoadContext;
  #make: () => Request;
  #made: Request | undefined;
  constructor(params: ActionFunctionArgs["params"], context: AppLoadContext, make: () => Request) {
    this.params = params;
    this.context = context;
    this.#make = make;
  }
  /** Made when somebody looks at it, which few actions do. */
  get request(): Request {
    return (this.#made ??= this.#make());
  }
}
