/**
 * Visitors of many networks, with the mail service at which they read their mail: some read pages,
 * others sign and confirm. An answer's time counts from when its request was due.
 */
import { setTimeout as sleep } from "node:timers/promises";

import { startStandIn } from "../support/resend-stand-in.ts";
import { answerWith } from "./child.ts";
import { createLines } from "./lines.ts";
import { SIGN } from "./pages.ts";
import { atRate } from "./rate.ts";
import { get, post, signingForm } from "./requests.ts";
import { DEMAND } from "./site.ts";

export type HonestQuestion =
  /** Where mail is to go. */
  { what: "address" } | ({ what: "visit" } & Visits);

interface Visits {
  port: number;
  seconds: number;
  /** Pages asked for a second, and signatures begun. */
  pages: number;
  signings: number;
  /** The number of the first visitor. */
  first: number;
  letter: number;
}

export interface Heard {
  what: "kept" | "signing";
  /** Milliseconds since 1970. */
  due: number;
  /** Milliseconds until the answer, or until nobody waited for it any more. */
  took: number;
}

export interface HonestAnswer {
  url: string;
  heard: Heard[];
  /** How many answers had another status than they should, by what was asked. */
  failed: Record<string, number>;
  signed: number;
  confirmed: number;
}

/** In milliseconds; past this what has not come is lost. */
const PATIENCE = 20_000;

const standIn = await startStandIn();
let answer: HonestAnswer = { url: standIn.url, heard: [], failed: {}, signed: 0, confirmed: 0 };

/** What everybody reads, and gets as it was kept. */
const pagesOf = (letter: number): string[] => [
  ...["/", "/uk", `/demands/${DEMAND.slug}`, `/uk/demands/${DEMAND.slug}`, SIGN],
  ...[`/demands/${DEMAND.slug}/check-your-inbox`, `/demands/${DEMAND.slug}/signed`],
  ...["/constituencies", "/constituencies/E14000001", "/members", "/members/1"],
  ...["/letters", `/letters/${letter}`, "/about", `/petitions/${DEMAND.id}/count.json`],
];

/** Everybody has a network of their own. */
const clientOf = (visitor: number) => ({
  encodings: "gzip, deflate, br, zstd",
  address: `10.${(visitor >> 8) & 255}.${visitor & 255}.9`,
});

async function visit({ port, seconds, pages, signings, first, letter }: Visits): Promise<void> {
  answer = { ...answer, heard: [], failed: {}, signed: 0, confirmed: 0 };
  const { heard, failed } = answer;
  const lines = createLines(port);
  const paths = pagesOf(letter);
  const fail = (what: string, times = 1) => (failed[what] = (failed[what] ?? 0) + times);
  let next = first;
  let open = 0;

  /** @returns whether the answer had the status that it should have */
  async function ask(
    what: Heard["what"],
    request: string,
    expected: number,
    due = performance.now(),
  ): Promise<boolean> {
    open++;
    const one = { what, due: performance.timeOrigin + due, took: Infinity };
    heard.push(one);
    const status = await lines.ask(request);
    open--;
    one.took = performance.now() - due;
    if (status !== expected) {
      const asked = request.slice(0, request.indexOf(" HTTP")).replace(/[\w-]{43}/, "…");
      fail(`${asked}, answered ${status}`);
    }
    return status === expected;
  }

  async function confirm(token: string, visitor: number): Promise<void> {
    const path = `/confirm/${token}`;
    const client = clientOf(visitor);
    if (!(await ask("signing", get(port, path, client), 200))) return;
    if (await ask("signing", post(port, path, "chosen=", client), 303)) answer.confirmed += 1;
  }

  const readMail = setInterval(() => {
    for (const { to, text } of standIn.taken.splice(0)) {
      const visitor = Number(/^person-(\d+)@/.exec(to)?.[1]);
      const token = /\/confirm\/([\w-]{43})/.exec(text)?.[1];
      // who floods has mails sent too
      if (visitor >= first && visitor < next && token) void confirm(token, visitor);
    }
  }, 5);
  const end = performance.now() + seconds * 1000;
  await Promise.all([
    atRate(pages, end, (due) => {
      const visitor = next++;
      void ask("kept", get(port, paths[visitor % paths.length]!, clientOf(visitor)), 200, due);
    }),
    atRate(signings, end, (due) => {
      const visitor = next++;
      const request = post(port, SIGN, signingForm(visitor), clientOf(visitor));
      void ask("signing", request, 303, due).then((isTaken) => {
        if (isTaken) answer.signed += 1;
      });
    }),
  ]);
  const isDone = () => open === 0 && answer.confirmed === answer.signed;
  while (!isDone() && performance.now() < end + PATIENCE) await sleep(20);
  clearInterval(readMail);
  if (!isDone()) {
    const now = performance.timeOrigin + performance.now();
    for (const one of heard) one.took = Math.min(one.took, now - one.due);
    if (open > 0) fail("without an answer", open);
    fail("signed and not confirmed", answer.signed - answer.confirmed);
  }
  lines.close();
}

answerWith<HonestQuestion, HonestAnswer>(async (question) => {
  if (question.what === "visit") await visit(question);
  return answer;
});
