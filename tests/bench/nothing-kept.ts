/**
 * Loaded into `node start.js` before all else (`--import`): the store of pages keeps nothing, so that
 * each request is rendered, and what is asked of Postgres can be recorded. Tells over the process's
 * channel; everything else of the site is as it always is.
 */
import { subscribe } from "node:diagnostics_channel";
import { registerHooks } from "node:module";

import pg from "pg";

import { answerWith } from "./child.ts";

export type SiteQuestion =
  /** Processor time so far, in milliseconds, of all threads. */
  | "used"
  /** Has every statement noted from here on. */
  | "record"
  /** Ends that. */
  | "recorded";

/** One statement of a request. */
export interface Statement {
  /** What `pg` was given: text, values, and its name when it is prepared. */
  query: pg.QueryConfig;
  /** Which of the request's statements had been answered before it was sent, by their places. */
  after: number[];
}

/** What each request asked, one after the other. */
export type Recording = Statement[][];

const STORE = "/app/host/page-store.server.ts";
const emptyStore = `export const createPageStore = () => ({ get() {}, put() {}, drop() {} });`;
let isReplaced = false;
registerHooks({
  load(url, context, next) {
    if (!url.endsWith(STORE)) return next(url, context);
    isReplaced = true;
    return { format: "module", source: emptyStore, shortCircuit: true };
  },
});

let recording: Recording | undefined;
subscribe("http.server.request.start", () => recording?.push([]));

type Query = (...given: unknown[]) => unknown;
const client = pg.Client.prototype as unknown as { query: Query };
const plainQuery = client.query;

/** As `query`, and notes what it was given and what had been answered by then. */
function notedQuery(this: unknown, ...given: unknown[]): unknown {
  const request = recording?.at(-1);
  if (!request) return plainQuery.apply(this, given);
  const [first, values] = given;
  const query = (typeof first === "string" ? { text: first, values } : first) as pg.QueryConfig;
  const isAnswered = answered.get(request) ?? new Set();
  answered.set(request, isAnswered);
  const index = request.push({ query: plainly(query), after: [...isAnswered] }) - 1;
  const end = () => void isAnswered.add(index);
  const callback = given.at(-1);
  if (typeof callback === "function") {
    given[given.length - 1] = (...results: unknown[]) => {
      end();
      (callback as Query)(...results);
    };
  }
  const answer = plainQuery.apply(this, given);
  if (answer instanceof Promise) answer.then(end, end);
  return answer;
}

/** Which of a request's statements have been answered. */
const answered = new WeakMap<Statement[], Set<number>>();

/** What makes a statement what it is. */
function plainly({ name, text, values }: pg.QueryConfig): pg.QueryConfig {
  return { ...(name !== undefined && { name }), text, ...(Array.isArray(values) && { values }) };
}

answerWith<SiteQuestion, number | Recording>((question) => {
  switch (question) {
    case "used": {
      const { user, system } = process.cpuUsage();
      return Promise.resolve((user + system) / 1000);
    }
    case "record":
      if (!isReplaced) return Promise.reject(new Error(`nothing has loaded ${STORE}`));
      recording = [];
      client.query = notedQuery;
      return Promise.resolve(0);
    case "recorded": {
      const recorded = recording!;
      recording = undefined;
      client.query = plainQuery;
      return Promise.resolve(recorded);
    }
  }
});
