/** Answers for programs; that any site may read and keep them is said of their paths. */
import { DEMAND_HEADER } from "../host/headers.server.ts";
import { problemText } from "../host/problem.ts";

interface Shown {
  /** Of the one demand that it shows. */
  slug?: string;
  /** Its date, as `lastModified` gives it. */
  changed?: Date;
}

export const SVG_TYPE = "image/svg+xml; charset=utf-8";
const JSON_TYPE = "application/json; charset=utf-8";

export function programAnswer(text: string, type: string, { slug, changed }: Shown = {}): Response {
  const headers = new Headers({ "Content-Type": type });
  if (slug !== undefined) headers.set(DEMAND_HEADER, slug);
  if (changed) headers.set("Last-Modified", changed.toUTCString());
  return new Response(text, { headers });
}

export const jsonAnswer = (value: unknown, shown?: Shown): Response =>
  programAnswer(JSON.stringify(value), JSON_TYPE, shown);

export const csvAnswer = (text: string, shown?: Shown): Response =>
  programAnswer(text, "text/csv; charset=utf-8", shown);

/** An error that a program can read. */
export const jsonProblem = (status: number, error?: string): Response =>
  new Response(problemText(status, error === undefined ? {} : { error }), {
    status,
    headers: { "Content-Type": JSON_TYPE },
  });
