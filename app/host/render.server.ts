/** Has Remix answer, and completes what it says: its headers, and why it could not. */
import type { IncomingMessage } from "node:http";

import type { RequestHandler } from "@remix-run/node";

import type { LocaleCode } from "#db/schema.ts";

import type { Config } from "../config.server.ts";
import type { AppContext } from "../context.server.ts";
import { describeFault, makeReference } from "../fault.server.ts";
import type { Address } from "./address.server.ts";
import { completeHeaders } from "./headers.server.ts";
import type { Posted } from "../signatures/posted.ts";
import { plainAnswer, readWhole, type WholeAnswer } from "./whole-answer.server.ts";

export interface Asking {
  address: Address;
  method: string;
  locale: LocaleCode;
  visitor: string | undefined;
  /** What the host has taken already of a post. */
  posted?: Posted | undefined;
}

/**
 * @returns renders what a request asks for, or the page of the status that refuses it; never throws:
 * a fault is an answer of 500 or more
 */
export function createRenderer(
  context: AppContext,
  remix: RequestHandler,
): (asking: Asking, what: number | (() => Request)) => Promise<WholeAnswer> {
  const { config, log } = context;

  async function render(asking: Asking, what: number | (() => Request)): Promise<WholeAnswer> {
    const { method, locale, visitor, posted } = asking;
    const { prefix, path } = asking.address;
    let refusal = typeof what === "number" ? what : undefined;
    const page = (request: Request): Promise<Response> =>
      remix(request, { ...context, locale, prefix, visitor, refusal, posted });
    const refused = () => page(new Request(`${config.origin}/refused`));
    let response = typeof what === "number" ? await refused() : await page(what());
    if (response.status === 500 && !(await context.isReady())) {
      refusal = 503;
      response = await refused();
    }
    const { status, headers } = response;
    completeHeaders(headers, { method, path, prefix, status }, config);
    if (refusal === 503) headers.set("Retry-After", "5");
    // what was refused may still be sending
    else if (refusal !== undefined) headers.set("Connection", "close");
    return readWhole(response);
  }

  return (asking, what) =>
    render(asking, what).catch((error: unknown) => {
      const reference = makeReference();
      log.error({ method: asking.method, reference, ...describeFault(error) }, "a request failed");
      return sayFault(config, reference);
    });
}

export const sayFault = (config: Config, reference: string): WholeAnswer =>
  sayPlainly(config, 500, `Something went wrong on our side. Reference: ${reference}`);

/** An answer for when no page can be made. */
export function sayPlainly(config: Config, status: number, text: string): WholeAnswer {
  const headers = new Headers();
  completeHeaders(headers, { method: "GET", path: "/", prefix: "", status }, config);
  return plainAnswer(status, text, headers);
}

/**
 * What Remix gets of a request: at its path without a language, without the headers that only a
 * proxy may set and those that the guard has judged already (Remix compares Origin with
 * X-Forwarded-Host, which anybody can send). HEAD is asked as GET, so that its answer tells of the
 * same body; that is left out when it is sent.
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
