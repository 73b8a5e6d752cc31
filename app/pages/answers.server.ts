/** The answers that routes give besides a page. */
import { redirect } from "@remix-run/node";

import type { RequestContext } from "../context.server.ts";

/** Throw it: the error page of that status, in the reader's language. */
export function answer(status: number, headers?: HeadersInit): Response {
  return new Response(null, headers ? { status, headers } : { status });
}

/** `303` to an address of ours, in the language of the request. */
export function seeOther(context: Pick<RequestContext, "prefix">, path: string): Response {
  return redirect(`${context.prefix}${path}`, 303);
}
