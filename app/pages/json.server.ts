/** Answers for programs: JSON with CORS and the shared-cache rule. */
import { CORS, DEMAND_HEADER, PUBLIC_CACHE } from "../host/headers.server.ts";

/** @param slug of the one demand that it shows */
export function programAnswer(text: string, type: string, slug?: string): Response {
  const headers = { ...CORS, "Cache-Control": PUBLIC_CACHE, "Content-Type": type };
  return new Response(text, {
    headers: slug === undefined ? headers : { ...headers, [DEMAND_HEADER]: slug },
  });
}

/** @param slug as for `programAnswer` */
export const jsonAnswer = (value: unknown, slug?: string): Response =>
  programAnswer(JSON.stringify(value), "application/json; charset=utf-8", slug);

/** An error that a program can read. */
export const jsonProblem = (status: number, error: string): Response =>
  Response.json({ error }, { status, headers: CORS });
