/** The facts of an alarm as they are stored. */
import * as v from "valibot";

import type { AlarmFacts } from "../words/alarms.ts";

const name = v.object({ key: v.string(), name: v.nullable(v.string()), count: v.number() });

export const alarmFacts = v.object({
  kind: v.picklist(["domain", "new-domains", "unlisted", "place", "network"]),
  hours: v.number(),
  count: v.number(),
  of: v.number(),
  usual: v.number(),
  over: v.number(),
  most: v.number(),
  names: v.array(name),
  // earlier versions held nothing
  held: v.optional(v.number(), 0),
});

/** @returns undefined when another version of the program stored them */
export function readAlarm(facts: unknown): AlarmFacts | undefined {
  const result = v.safeParse(alarmFacts, facts);
  return result.success ? result.output : undefined;
}
