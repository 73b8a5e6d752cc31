/**
 * The crowd of a viral day, with the mail service that they read their mail at. What is sent at a
 * rate is sent at its time whether or not earlier answers have come, and an answer's time counts
 * from when it should have been sent, so that a server which stalls cannot hide it.
 */
import { setTimeout as sleep } from "node:timers/promises";

import { startStandIn } from "../support/resend-stand-in.ts";
import { answerWith } from "./child.ts";
import { type Line, openLine } from "./client.ts";
import { atRate } from "./rate.ts";
import { get, post, signingForm } from "./requests.ts";

export type ViralQuestion =
  /** Where mail is to go. */
  { what: "address" } | ({ what: "begin" } & Day);

export interface Day {
  port: number;
  signPath: string;
  countPath: string;
  seconds: number;
  /** Signatures begun a second; each is confirmed when its mail has come. */
  signings: number;
  /** Counts asked for a second. */
  counts: number;
}

export interface ViralAnswer {
  url: string;
  /** How many answers had another status than they should, by what was asked. */
  failed: Record<string, number>;
  signed: number;
  confirmed: number;
  /** Mails taken more than once. */
  twice: number;
  /** Times of answers in milliseconds, in order. */
  posts: Float64Array;
  counts: Float64Array;
  /** Seconds from the end until every signature was confirmed. */
  afterwards: number;
}

const LINES = 64;
/** Past this what has not come is lost. */
const PATIENCE_SECONDS = 60;

const standIn = await startStandIn();
const answer: ViralAnswer = {
  url: standIn.url,
  failed: {},
  signed: 0,
  confirmed: 0,
  twice: 0,
  posts: new Float64Array(),
  counts: new Float64Array(),
  afterwards: 0,
};

/** Lines that are used in turn; what finds none free waits, and its time runs. */
async function openLines(port: number, expected: number, what: string) {
  const free: Line[] = await Promise.all(Array.from({ length: LINES }, () => openLine(port)));
  const all = [...free];
  const waiting: { request: string; due: number; done?: () => void }[] = [];
  const times: number[] = [];
  const next = () => {
    while (free.length > 0 && waiting.length > 0) {
      const line = free.shift()!;
      const { request, due, done } = waiting.shift()!;
      line.send(request, (status) => {
        times.push(performance.now() - due);
        const key = `${what} ${status}`;
        if (status === expected) done?.();
        else answer.failed[key] = (answer.failed[key] ?? 0) + 1;
        if (status !== 0) free.push(line);
        next();
      });
    }
  };
  return {
    /** What answers took, shortest first. */
    times: () => Float64Array.from(times).sort(),
    send: (request: string, due: number, done?: () => void) => {
      waiting.push({ request, due, ...(done && { done }) });
      next();
    },
    /** How many have no answer yet. */
    open: () => waiting.length + all.length - free.length,
    close: () => all.forEach((line) => line.close()),
  };
}

async function begin(day: Day): Promise<void> {
  const { port, seconds } = day;
  const counts = await openLines(port, 200, "count");
  const posts = await openLines(port, 303, "post");
  const readMail = setInterval(() => {
    for (const { text } of standIn.taken.splice(0)) {
      const token = /\/confirm\/([\w-]{43})/.exec(text)?.[1];
      const request = post(port, `/confirm/${token}`, "");
      posts.send(request, performance.now(), () => (answer.confirmed += 1));
    }
  }, 5);
  const end = performance.now() + seconds * 1000;
  let person = 0;
  const count = get(port, day.countPath);
  await Promise.all([
    atRate(day.counts, end, (due) => counts.send(count, due)),
    atRate(day.signings, end, (due) => {
      const request = post(port, day.signPath, signingForm(person++));
      posts.send(request, due, () => (answer.signed += 1));
    }),
  ]);
  const late = end + PATIENCE_SECONDS * 1000;
  const isDone = () => answer.confirmed === person && posts.open() + counts.open() === 0;
  while (!isDone() && performance.now() < late) await sleep(5);
  if (!isDone()) answer.failed["without an answer"] = posts.open() + counts.open();
  answer.afterwards = (performance.now() - end) / 1000;
  clearInterval(readMail);
  posts.close();
  counts.close();
  answer.posts = posts.times();
  answer.counts = counts.times();
  for (const times of standIn.counts.values()) if (times > 1) answer.twice += 1;
}

answerWith<ViralQuestion, ViralAnswer>(async (question) => {
  if (question.what === "begin") await begin(question);
  return answer;
});
