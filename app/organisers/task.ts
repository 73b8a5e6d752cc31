/** A task: something that waits for an organiser, stored as its kind and what there is to say of it. */
import * as v from "valibot";

import { alarmFacts } from "../review/facts.ts";
import type { TaskFacts } from "../words/tasks.ts";

const facts: v.GenericSchema<unknown, TaskFacts> = v.variant("kind", [
  v.object({ kind: v.literal("mail-unknown"), data: v.object({ mails: v.number() }) }),
  v.object({
    kind: v.literal("bounces"),
    data: v.object({ bounced: v.number(), of: v.number() }),
  }),
  v.object({
    kind: v.literal("letter-bounced"),
    data: v.object({ letter: v.number(), member: v.number(), problem: v.string() }),
  }),
  v.object({
    kind: v.literal("letter-complained"),
    data: v.object({ letter: v.number(), member: v.number() }),
  }),
  v.object({ kind: v.literal("member-never"), data: v.object({ member: v.number() }) }),
  v.object({ kind: v.literal("mail-in"), data: v.object({ mail: v.number() }) }),
  v.object({ kind: v.literal("audit-broken"), data: v.object({ broken: v.string() }) }),
  v.object({ kind: v.literal("invitation-bounced"), data: v.object({ problem: v.string() }) }),
  v.object({
    kind: v.literal("restored"),
    data: v.object({
      madeAt: v.string(),
      ...v.entriesFromList(["mails", "letters", "updates", "lists", "own"], v.number()),
    }),
  }),
  v.object({ kind: v.literal("retention-late"), data: v.object({ days: v.number() }) }),
  v.object({
    kind: v.literal("held-soon"),
    data: v.object({ number: v.number(), at: v.string() }),
  }),
  v.object({ kind: v.literal("own-held"), data: v.strictObject({}) }),
  v.object({ kind: v.literal("webhooks-refused"), data: v.strictObject({}) }),
  v.object({
    kind: v.literal("letter-not-sent"),
    data: v.object({ letter: v.number(), why: v.string() }),
  }),
  v.object({
    kind: v.literal("stuffing"),
    data: v.object({
      ...alarmFacts.entries,
      since: v.string(),
      until: v.nullable(v.string()),
    }),
  }),
]);

/** The kind and the data of a row, or undefined when another version of the program stored it. */
export function readTask(kind: string, data: unknown): TaskFacts | undefined {
  const result = v.safeParse(facts, { kind, data });
  return result.success ? result.output : undefined;
}
