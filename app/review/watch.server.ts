/** Looks whether confirmations cross a line: an alarm is raised, kept up to date or ended, and organisers are told. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Keys } from "../keys.server.ts";
import { nameDomains } from "../signatures/name-domains.server.ts";
import { namePlaces } from "../signatures/name-places.server.ts";
import type { AlarmFacts, StuffingTask } from "../words/alarms.ts";
import { dayOf } from "../words/format.ts";
import { endAlarms, keepAlarm, listAlarms } from "./alarm.server.ts";
import { countHeldAt } from "./count-held.server.ts";
import { holdDomains } from "./hold-domains.server.ts";
import { type Crossing, crossings, domainsOverLine } from "./lines.ts";
import { measure } from "./measure.server.ts";
import { nameNew } from "./rule-domains.server.ts";

/**
 * Raises the task, or brings it up to date.
 * @param again whether one that was done waits anew
 */
export type Tell = (
  db: Db,
  task: StuffingTask & { subject: string },
  again: boolean,
  now: Date,
) => Promise<void>;

/** As many are named; a person looks at no more. */
const NAMED = 10;

/** Also holds what comes from a domain that is over its line. Safe to be repeated, and beside itself. */
export async function watch(db: Db, keys: Keys, tell: Tell, now: Date): Promise<void> {
  const [hour, day] = [await measure(db, 1, now), await measure(db, 24, now)];
  const crossed = crossings(hour, day);
  const alarms = await listAlarms(db);
  const described: Omit<AlarmFacts, "held">[] = [];
  for (const crossing of crossed) described.push(await describe(db, keys, crossing, alarms));
  const over = await nameNew(db, keys, domainsOverLine(hour, day));
  await db.transaction().execute(async (tx) => {
    await holdDomains(tx, over, now);
    const facts: AlarmFacts[] = [];
    for (const [index, one] of described.entries())
      facts.push({ ...one, held: await countHeld(tx, crossed[index]!) });
    await end(tx, facts, tell, now);
    for (const one of facts) {
      const began = await keepAlarm(tx, one, now);
      const isNew = !alarms.some((alarm) => alarm.facts.kind === one.kind);
      if (began) await tell(tx, taskOf(one, began, null), isNew, now);
    }
  });
}

/** Of the signatures that a crossing tells of, as far as their domains are known. */
const countHeld = (tx: Transaction<Database>, { kind, keys }: Crossing): Promise<number> =>
  countHeldAt(tx, kind === "domain" || kind === "new-domains" ? keys.map(({ key }) => key) : []);

async function end(
  tx: Transaction<Database>,
  facts: readonly AlarmFacts[],
  tell: Tell,
  now: Date,
): Promise<void> {
  const kinds = facts.map(({ kind }) => kind);
  for (const ended of await endAlarms(tx, kinds, now))
    await tell(tx, taskOf(ended.facts, ended.beganAt, now), false, now);
}

/** One task for a kind on a day, however often it begins anew. */
const taskOf = (facts: AlarmFacts, began: Date, ended: Date | null) => ({
  kind: "stuffing" as const,
  subject: `${facts.kind} ${dayOf(began)}`,
  data: { ...facts, since: began.toISOString(), until: ended?.toISOString() ?? null },
});

/** Gives names to what crossed; a domain's name is looked for only now, and only once. */
async function describe(
  db: Db,
  keys: Keys,
  { kind, hours, count, of, usual, keys: over }: Crossing,
  alarms: readonly { facts: AlarmFacts }[],
): Promise<Omit<AlarmFacts, "held">> {
  const facts = { kind, hours, count, of, usual: Math.round(usual), over: over.length };
  const most = over.slice(0, NAMED);
  const [first] = most;
  const named = { ...facts, most: first?.count ?? 0, names: [] };
  if (kind === "unlisted" || kind === "network") return named;
  const names =
    kind === "place" ? await placesNamed(db, most) : await domainsNamed(db, keys, most, alarms);
  return {
    ...named,
    names: most.map(({ key, count }) => ({ key, name: names.get(key) ?? null, count })),
  };
}

async function placesNamed(db: Db, most: Crossing["keys"]): Promise<Map<string, string>> {
  const places = most.map(({ key, count }) => ({ place: key, count }));
  return new Map((await namePlaces(db, places, "en")).map(({ place, name }) => [place, name]));
}

async function domainsNamed(
  db: Db,
  keys: Keys,
  most: Crossing["keys"],
  alarms: readonly { facts: AlarmFacts }[],
): Promise<Map<string, string | null>> {
  const known = new Map(
    alarms.flatMap(({ facts }) => facts.names.map(({ key, name }) => [key, name] as const)),
  );
  const unknown = most.map(({ key }) => key).filter((key) => !known.has(key));
  for (const [key, name] of await nameDomains(db, keys, unknown)) known.set(key, name);
  return known;
}
