/** The pages that refuse, and what programs get in their place: made once for a language and a status, for a flood of refusals must not cost a page each. */
import { rowOf } from "../paths.ts";
import type { Asking } from "./asking.ts";
import { completeHeaders } from "./headers.server.ts";
import { problemText } from "./problem.ts";
import { type WholeAnswer, wholeAnswer } from "./whole-answer.server.ts";

/**
 * @param retryAfter seconds, where the refusal itself says them
 * @throws what rendering throws
 */
export type Refuse = (
  asking: Asking,
  status: number,
  retryAfter?: string | null,
) => Promise<WholeAnswer>;

/** After these the client has sent all that it had to; after others it may still be sending. */
const READ_WHOLE = new Set([404, 410, 429, 500, 503]);

/**
 * @param page makes the page of a status for nobody in particular, in the language of a request
 * @param isKept whether pages stay as they are until the process ends
 */
export function createRefusals(
  page: (asking: Asking, status: number) => Promise<Response>,
  config: { origin: string },
  isKept: boolean,
): Refuse {
  const pages = new Map<string, Promise<WholeAnswer>>();

  async function make(asking: Asking, wanted: number): Promise<WholeAnswer> {
    const { address, method, facts } = asking;
    const isForPrograms = address.row.audience === "programs";
    const response = isForPrograms
      ? new Response(problemText(wanted, { reference: facts.reference }), { status: wanted })
      : await page(asking, wanted);
    const { status } = response;
    const type = isForPrograms ? "application/json" : "text/html";
    const headers = new Headers({ "Content-Type": `${type}; charset=utf-8` });
    const row = isOwn(asking, status) ? address.row : rowOf("/*");
    completeHeaders(headers, { row, method, prefix: facts.prefix, status }, config);
    headers.append("Vary", "Accept-Encoding");
    if (status === 503) headers.set("Retry-After", "5");
    if (!READ_WHOLE.has(status)) headers.set("Connection", "close");
    const body = Buffer.from(await response.arrayBuffer());
    const whole = { status, headers: [...headers].flat(), body, isText: true, isLasting: isKept };
    return wholeAnswer(whole);
  }

  function refuse(asking: Asking, status: number): Promise<WholeAnswer> {
    // a fault has a name of its own
    if (!isKept || status === 500) return make(asking, status);
    const { locale, prefix } = asking.facts;
    const isRead = asking.method === "GET" || asking.method === "HEAD";
    const own = isOwn(asking, status) ? asking.address.pattern : "";
    const { audience } = asking.address.row;
    const key = `${status} ${locale}${prefix} ${isRead} ${own} ${audience}`;
    let refusal = pages.get(key);
    if (!refusal) {
      pages.set(key, (refusal = make(asking, status)));
      const drop = () => pages.delete(key);
      refusal.then((made) => made.status === status || drop(), drop);
    }
    return refusal;
  }

  return async (asking, status, retryAfter) => {
    const refusal = await refuse(asking, status);
    if (!retryAfter) return refusal;
    const headers = [...refusal.headers, "retry-after", retryAfter];
    return { ...refusal, headers, isLasting: false, representations: new Map() };
  };
}

/** Whether the head of a refusal depends on the path: which methods it takes, and that programs may read it. */
const isOwn = ({ address: { row } }: Asking, status: number) =>
  status === 405 || row.audience === "programs";
