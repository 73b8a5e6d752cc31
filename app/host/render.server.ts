/** Has Remix answer, and completes what it says: its headers, and why it could not. */
import type { IncomingMessage } from "node:http";

import type { AppLoadContext, RequestHandler } from "@remix-run/node";

import { describeFault, makeReference } from "../fault.server.ts";
import { rowOf } from "../paths.ts";
import type { Address } from "./address.server.ts";
import type { HostTools, RequestFacts } from "./given.ts";
import { completeHeaders } from "./headers.server.ts";
import { plainAnswer, readWhole, type WholeAnswer } from "./whole-answer.server.ts";

/** One request, as far as the host has read it. */
export interface Asking {
  address: Address;
  method: string;
  facts: RequestFacts;
}

/** Renders what a request asks for, or the page of the status that refuses it. */
export type Render = (asking: Asking, what: number | (() => Request)) => Promise<WholeAnswer>;

/** What routes get as their `context`: the facts, and behind them the tools, which are not copied. */
export const contextOf = (tools: HostTools, facts: RequestFacts): AppLoadContext =>
  Object.assign(Object.create(tools) as object, facts) as AppLoadContext;

/** @returns never throws: a fault is an answer of 500 or more */
export function createRenderer(tools: HostTools, remix: RequestHandler): Render {
  const { config, log } = tools;

  async function render(asking: Asking, what: number | (() => Request)): Promise<WholeAnswer> {
    const { address, method, facts } = asking;
    const { prefix } = facts;
    let refusal = typeof what === "number" ? what : undefined;
    let context: AppLoadContext;
    const page = (request: Request): Promise<Response> =>
      remix(request, (context = contextOf(tools, { ...facts, refusal })));
    // the page for what no row names says whatever the host refuses
    const refused = () => page(new Request(`${config.origin}/refused`));
    let response = typeof what === "number" ? await refused() : await page(what());
    if (response.status === 500 && (context!.isAway || !(await tools.isReady()))) {
      refusal = 503;
      response = await refused();
    }
    const { status, headers } = response;
    completeHeaders(headers, { row: address.row, method, prefix, status }, config);
    if (refusal === 503) headers.set("Retry-After", "5");
    // what was refused may still be sending
    else if (refusal !== undefined && refusal !== 404) headers.set("Connection", "close");
    return readWhole(response);
  }

  return (asking, what) =>
    render(asking, what).catch((error: unknown) => {
      const reference = makeReference();
      log.error({ method: asking.method, reference, ...describeFault(error) }, "a request failed");
      return sayFault(config, reference);
    });
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
