/** Has Remix answer, and completes what it says: its headers, and why it could not. */
import type { IncomingMessage } from "node:http";

import type { AppLoadContext } from "@remix-run/node";

import { describeFault, makeReference } from "../fault.server.ts";
import { type Pattern, rowOf } from "../paths.ts";
import type { Asking } from "./asking.ts";
import type { HostTools, RequestFacts } from "./given.ts";
import { completeHeaders } from "./headers.server.ts";
import type { RouteHandler } from "./route-handlers.server.ts";
import { createRefusals, type Refuse } from "./refusals.server.ts";
import { plainAnswer, readWhole, type WholeAnswer } from "./whole-answer.server.ts";

export interface Renderer {
  /** Renders what a request asks for, or the page of the status with which its route refuses it. */
  render: (asking: Asking, request: () => Request) => Promise<WholeAnswer>;
  refuse: Refuse;
}

/** What routes get as their `context`: the facts, and behind them the tools, which are not copied. */
export const contextOf = (tools: HostTools, facts: RequestFacts): AppLoadContext =>
  Object.assign(Object.create(tools) as object, facts) as AppLoadContext;

const nobody = {
  visitor: undefined,
  isThisMachine: false,
  isForwarded: false,
  fields: new URLSearchParams(),
  organiser: undefined,
} satisfies Partial<RequestFacts>;

/**
 * @param handlerOf gives the handler of a path's route
 * @param isKept whether what it renders for refusals may be kept
 * @returns neither throws: a fault is an answer of 500 or more
 */
export function createRenderer(
  tools: HostTools,
  handlerOf: (pattern: Pattern) => RouteHandler,
  isKept: boolean,
): Renderer {
  const { config, log } = tools;
  // the page for what no row names says whatever is refused
  const pageOf = ({ facts: { locale, prefix, reference } }: Asking, refusal: number) => {
    const facts = { ...nobody, locale, prefix, refusal, ...(refusal === 500 && { reference }) };
    const request = new Request(`${config.origin}/refused`);
    return handlerOf("/*")(request, contextOf(tools, facts), {});
  };
  const refuse = createRefusals(pageOf, config, isKept);

  async function render(asking: Asking, request: () => Request): Promise<WholeAnswer> {
    const { address, method, facts } = asking;
    const { row, pattern, params } = address;
    const context = contextOf(tools, facts);
    const response = await handlerOf(pattern)(request(), context, params);
    const { status, headers } = response;
    if (status === 500 && (context.isAway || !(await tools.isReady()))) return refuse(asking, 503);
    if (status >= 400 && !response.body) {
      const named = { ...facts, reference: context.reference };
      return refuse({ ...asking, facts: named }, status, headers.get("Retry-After"));
    }
    completeHeaders(headers, { row, method, prefix: facts.prefix, status }, config);
    return readWhole(response);
  }

  const orFault =
    <Arguments extends [Asking, ...unknown[]]>(
      make: (...given: Arguments) => Promise<WholeAnswer>,
    ) =>
    (...given: Arguments) =>
      make(...given).catch((error: unknown) => {
        const reference = makeReference();
        const { method } = given[0];
        log.error({ method, reference, ...describeFault(error) }, "a request failed");
        return sayFault(config, reference);
      });
  return { render: orFault(render), refuse: orFault(refuse) };
}

type Site = HostTools["config"];

export const sayFault = (site: Site, reference: string): WholeAnswer =>
  sayPlainly(site, 500, `Something went wrong on our side. Reference: ${reference}`);

/** An answer for when no page can be made. */
export function sayPlainly(site: Site, status: number, text: string): WholeAnswer {
  const headers = new Headers();
  completeHeaders(headers, { row: rowOf("/*"), method: "GET", prefix: "", status }, site);
  return plainAnswer(status, text, headers);
}

/**
 * What Remix gets of a request: without the headers that only a proxy may set and those that the
 * guard has judged already (Remix compares Origin with X-Forwarded-Host, which anybody can send).
 * HEAD is asked as GET, so that its answer tells of the same body; that is left out when it is sent.
 * @param url of ours
 */
export function toRequest(req: IncomingMessage, url: string, body?: Buffer): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (name === "origin" || name === "x-forwarded-host") continue;
    headers.set(name, String(value));
  }
  return new Request(url, {
    method: req.method === "HEAD" ? "GET" : req.method!,
    headers,
    ...(body && { body: new Uint8Array(body) }),
  });
}
