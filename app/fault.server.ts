/** What is written down of a fault: its kind and its place in the program, never what somebody typed. */
import { randomBytes } from "node:crypto";

import { isAway } from "#db/faults.ts";
import { type Say, sayRarely } from "#db/say-rarely.ts";

/** Stands in the log and on the page, so that who reports a fault names the line that tells of it. */
export const makeReference = (): string => randomBytes(4).toString("hex");

/** Messages of Postgres and of parsers quote what they were given. */
const quotes = (error: Error) =>
  "severity" in error || error instanceof SyntaxError || error instanceof URIError;

/** Fields for a line of the log. `stack` begins with the message, where that is safe to keep. */
export function describeFault(error: unknown): { name: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { name: "not an error" };
  const { name, stack = "" } = error;
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  if (!quotes(error)) return { name, ...code, stack };
  const frames = stack.split("\n").filter((line) => /^ {4}at /.test(line));
  return { name, ...code, stack: frames.join("\n") };
}

/**
 * While the database is away all that is tried fails, so the log says that once a minute.
 * @returns says it, if that is what `error` is, and returns whether it is
 */
export function awayTeller(warn: Say): (error: unknown) => boolean {
  const say = sayRarely(warn);
  return (error) => {
    if (!isAway(error)) return false;
    const { code, message } = error as { code?: string; message: string };
    // a message of Postgres itself may quote what it was given
    say({ problem: code ?? message }, "the database does not answer");
    return true;
  };
}
