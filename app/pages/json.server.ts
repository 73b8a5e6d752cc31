/** Answers for programs; that any site may read and keep them is said of their paths. */
import { DEMAND_HEADER } from "../host/headers.server.ts";

/** @param slug of the one demand that it shows */
export function programAnswer(text: string, type: string, slug?: string): Response {
  const headers = { "Content-Type": type };
  return new Response(text, {
    headers: slug === undefined ? headers : { ...headers, [DEMAND_HEADER]: slug },
  });
}

/** @param slug as for `programAnswer` */
export const jsonAnswer = (value: unknown, slug?: string): Response =>
  programAnswer(JSON.stringify(value), "application/json; charset=utf-8", slug);

/** An error that a program can read. */
export const jsonProblem = (status: number, error: string): Response =>
  Response.json({ error }, { status });
