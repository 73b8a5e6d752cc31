/** Answers for programs: JSON with CORS, an ETag and the shared-cache rule. */
import { CORS, PUBLIC_CACHE } from "./headers.server.ts";
import { tagOf } from "./whole-answer.server.ts";

/** `304` when the program has this version already, else the text. */
export function programAnswer(request: Request, text: string, type: string): Response {
  const etag = `"${tagOf(text)}"`;
  const headers = { ...CORS, ETag: etag, "Cache-Control": PUBLIC_CACHE };
  const known = request.headers.get("if-none-match")?.split(",") ?? [];
  if (known.some((tag) => tag.trim().replace(/^W\//, "") === etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(text, { headers: { ...headers, "Content-Type": type } });
}

export const jsonAnswer = (request: Request, value: unknown): Response =>
  programAnswer(request, JSON.stringify(value), "application/json; charset=utf-8");

/** An error that a program can read. */
export const jsonProblem = (status: number, error: string): Response =>
  Response.json({ error }, { status, headers: CORS });
