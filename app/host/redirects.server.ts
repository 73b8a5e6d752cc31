/** Redirects: they set nothing but where to, and cookies, so the rest of their heads is made once for a path. */
import { type Pattern, rowOf } from "../paths.ts";
import { completeHeaders } from "./headers.server.ts";
import { type WholeAnswer, wholeAnswer } from "./whole-answer.server.ts";

/**
 * @param path of ours that it leads to, its language included
 * @param from the pattern of what was asked for, and how
 */
export type Redirect = (
  path: string,
  from: { pattern: Pattern; method: string },
  more?: { status: number; cookies: readonly string[] },
) => WholeAnswer;

const empty = Buffer.alloc(0);
const seeOther = { status: 303, cookies: [] };

export function createRedirects(site: { origin: string }): Redirect {
  const heads = new Map<string, string[]>();
  return (path, { pattern, method }, { status, cookies } = seeOther) => {
    const key = `${status} ${method} ${pattern}`;
    let head = heads.get(key);
    if (!head) {
      const made = new Headers();
      completeHeaders(made, { row: rowOf(pattern), method, prefix: "", status }, site);
      heads.set(key, (head = [...made].flat()));
    }
    const headers = [...head, "location", path];
    for (const cookie of cookies) headers.push("set-cookie", cookie);
    return wholeAnswer({ status, headers, body: empty });
  };
}

/**
 * Where a page has moved for good, with the whole query of who asks: what everybody gets is made without
 * what the page does not read.
 * @param target the path that was asked for, with its query
 */
export function withWholeQuery(answer: WholeAnswer, target: string): WholeAnswer {
  const at = answer.headers.indexOf("location") + 1;
  const query = target.indexOf("?");
  if (answer.status !== 301 || at === 0 || query < 0) return answer;
  const path = answer.headers[at]!.split("?")[0]! + target.slice(query);
  return { ...answer, headers: answer.headers.with(at, path), representations: new Map() };
}
