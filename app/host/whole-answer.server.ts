/** An answer as bytes, in each compression that was asked for: what is sent, and what can be kept. */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

import { encode, type Encoding, WORTH_BYTES } from "./encoding.server.ts";
import { DEMAND_HEADER } from "./headers.server.ts";

/** One representation, ready to be written. */
export interface Representation {
  body: Buffer;
  /** Names and values in turn, as `writeHead` takes them. */
  head: string[];
  /** The head of a `304`. */
  unchanged: string[];
  etag: string | undefined;
  /** Its `Last-Modified`, in milliseconds. */
  modified: number | undefined;
}

export interface WholeAnswer {
  status: number;
  /** Names and values in turn, all but those that differ between representations. */
  headers: string[];
  body: Buffer;
  /** Names this content, without quotes; undefined for what nobody may keep. */
  tag: string | undefined;
  isText: boolean;
  /** Whether it is kept and given many times, so that compressing it well is worth the time. */
  isLasting?: boolean;
  /** The slug of the one demand that it shows. */
  demand?: string | undefined;
  /** The representations made so far, and those being made. */
  representations: Map<Encoding, Representation | Promise<Representation>>;
}

/** @param facts of an answer that is for one alone, and not compressed, unless they say otherwise */
export const wholeAnswer = (
  facts: Pick<WholeAnswer, "status" | "headers" | "body"> & Partial<WholeAnswer>,
): WholeAnswer => ({ tag: undefined, isText: false, representations: new Map(), ...facts });

/** Whether everybody may be given this answer: public, of status 200 and without a cookie. */
export const isForAll = (answer: WholeAnswer) => answer.tag !== undefined;

/** Reads an answer to its end; only then can it be compressed as a whole, and kept. */
export async function readWhole(response: Response): Promise<WholeAnswer> {
  const { status, headers } = response;
  const body = Buffer.from(await response.arrayBuffer());
  const demand = headers.get(DEMAND_HEADER) ?? undefined;
  headers.delete(DEMAND_HEADER);
  const isText = /^text\/|json|xml/.test(headers.get("Content-Type") ?? "");
  if (isText) headers.append("Vary", "Accept-Encoding");
  const isPublic = /\bpublic\b/.test(headers.get("Cache-Control") ?? "");
  const isOpen = status === 200 && isPublic && !headers.has("Set-Cookie");
  if (isOpen) headers.delete("ETag");
  const tag = isOpen ? tagOf(body) : undefined;
  return wholeAnswer({ status, headers: [...headers].flat(), body, tag, isText, demand });
}

export const tagOf = (body: string | Buffer): string =>
  createHash("sha256").update(body).digest("base64url");

/** A short answer of the host itself, for when there is no page to say it. */
export function plainAnswer(status: number, text: string, headers: Headers): WholeAnswer {
  headers.set("Content-Type", "text/plain; charset=utf-8");
  const body = Buffer.from(`${text}\n`);
  return wholeAnswer({ status, headers: [...headers].flat(), body });
}

/** The representation of an encoding: at once when it is there, else made once for all who ask. */
export function representationIn(
  answer: WholeAnswer,
  encoding: Encoding,
): Representation | Promise<Representation> {
  const known = answer.representations.get(encoding);
  if (known) return known;
  const { body, isText, representations } = answer;
  if (encoding === "identity" || !isText || body.length < WORTH_BYTES) {
    const plain = representationOf(answer, body, "identity");
    representations.set(encoding, plain);
    return plain;
  }
  const keep = (packed: Buffer): Representation => {
    const made = representationOf(answer, packed, encoding);
    representations.set(encoding, made);
    return made;
  };
  const packing = encode(body, encoding, { isLasting: answer.isLasting === true });
  if (!(packing instanceof Promise)) return keep(packing);
  const making = packing.then(keep);
  representations.set(encoding, making);
  making.catch(() => representations.delete(encoding));
  return making;
}

/** @param body the answer's body in that encoding */
export function representationOf(
  { status, headers, tag }: WholeAnswer,
  body: Buffer,
  encoding: Encoding,
): Representation {
  // each encoding is a representation of its own (RFC 9110, section 8.8.3)
  const etag = tag && (encoding === "identity" ? `"${tag}"` : `"${tag}-${encoding}"`);
  const unchanged = etag ? [...headers, "etag", etag] : headers;
  const head = [...unchanged];
  if (encoding !== "identity") head.push("content-encoding", encoding);
  if (status !== 204 && status !== 304) head.push("content-length", String(body.length));
  const at = headers.indexOf("last-modified");
  const modified = at < 0 ? undefined : readDate(headers[at + 1]);
  return { body, head, unchanged, etag, modified };
}

/**
 * Writes an answer to GET and HEAD as well as to a post; `304` to who has it already.
 * @param more further headers, names and values in turn
 * @returns the status that was written
 */
export function send(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  { body, head, unchanged, etag, modified }: Representation,
  more: readonly string[] = [],
): number {
  const { "if-none-match": known, "if-modified-since": since } = req.headers;
  // the tag is exact, a date is not; who sends both is answered by the tag (RFC 9110, section 13.1.3)
  const isKnown = known === undefined ? isSince(since, modified) : isAmong(known, etag);
  if (etag !== undefined && isKnown) {
    res.writeHead(304, [...unchanged, ...more]).end();
    return 304;
  }
  res.writeHead(status, [...head, ...more]);
  // with no body the head leaves by itself, in one write
  if (req.method === "HEAD" || body.length === 0) res.end();
  else res.end(body);
  return status;
}

/** Compares as RFC 9110, section 13.1.2, asks: weakly, and `*` is any. */
const isAmong = (known: string, etag: string | undefined) =>
  known === etag ||
  known.split(",").some((one) => ["*", etag].includes(one.trim().replace(/^W\//, "")));

/** The three forms of a date, of which two are obsolete (RFC 9110, section 5.6.7). */
const DATE =
  /^(?:\w+, \d\d[ -]\w{3}[ -]\d{2,4} \d\d:\d\d:\d\d GMT|\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})$/;

/** @returns milliseconds; undefined for what is no date */
function readDate(text: string | undefined): number | undefined {
  if (text === undefined || !DATE.test(text)) return undefined;
  const time = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

/** Whether nothing changed after the date that somebody has it from. */
const isSince = (since: string | undefined, modified: number | undefined) =>
  modified !== undefined && (readDate(since) ?? -Infinity) >= modified;
