/** The answers that routes give besides a page. */
import type { RequestContext } from "../context.server.ts";

/** Throw it: the error page of that status, in the reader's language. */
export function answer(status: number, headers?: HeadersInit): Response {
  return new Response(null, headers ? { status, headers } : { status });
}

/** `303` to an address of ours, in the language of the request. */
export function seeOther(context: Pick<RequestContext, "prefix">, path: string): Response {
  return new Response(null, { status: 303, headers: { Location: context.prefix + path } });
}
