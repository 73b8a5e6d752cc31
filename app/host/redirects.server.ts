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
