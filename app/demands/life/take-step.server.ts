/** Moves a demand along its life and writes it on its timeline; no other function writes its state. */
import type { Transaction, Updateable } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import type { Database, Outcome } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { dayOf } from "../../words/format.ts";
import { demandDeeds, type DeedName, refusalOf, stateAfter } from "./demand-life.ts";
import { insertEntry, listEntries } from "./entries.server.ts";
import type { EntryWords } from "./entry.ts";
import type { DemandLife } from "./get-life.server.ts";
import { lockDemand } from "./lock-demand.server.ts";

/** What a step is taken with. */
export interface Step {
  name: DeedName;
  words: EntryWords;
  /** When it closes by itself; null: it does not. */
  closesAt?: Date | null | undefined;
  /** What came of it, and on which day. */
  outcome?: { outcome: Outcome; occurredOn: string } | undefined;
}

export const noWords: EntryWords = {
  english: { subject: "", body: "" },
  others: {},
  sourceUrl: null,
};

/**
 * Takes a step, or says why it cannot be taken.
 * @param saw the version of the demand's life as the organiser saw it (`getDemandLife`)
 */
export async function takeStep(
  tx: Transaction<Database>,
  id: number,
  step: Step,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  const life = await lockDemand(tx, id);
  const refused = refusalOf(step.name, life);
  if (refused) return { said: refused };
  if (saw !== life.version) return { said: "demand-life-stale" };
  return moveAlong(tx, life, step, now);
}

/** The step of a demand that is locked and in a state that allows it. */
export async function moveAlong(
  tx: Db,
  life: DemandLife,
  step: Step,
  now: Date,
  at = now,
): Promise<Deed> {
  const { name, words, outcome, closesAt = life.closesAt } = step;
  if (name === "open" && life.englishMissing.length > 0) return { said: "demand-words-missing" };
  const { entry, action, said } = demandDeeds[name];
  const occurredOn = outcome?.occurredOn ?? dayOf(at);
  const made = { kind: entry, occurredOn, ...(outcome && { outcome: outcome.outcome }), ...words };
  await insertEntry(tx, life.id, made, now);
  const stands = outcome ? await standingOutcome(tx, life.id) : life.outcome;
  const state = stateAfter(name, life);
  const set = { state, outcome: stands, ...timesOf(step, at) };
  await tx
    .updateTable("demand")
    .set({ ...set, updated_at: now })
    .where("id", "=", life.id)
    .execute();
  const changed = {
    action,
    subject: `demand ${life.id}`,
    before: factsOf(life),
    after: {
      ...factsOf({ ...life, state, outcome: stands, opensAt: null, closesAt }),
      ...(outcome && { on: outcome.occurredOn, said: outcome.outcome }),
      ...(words.english.body && { note: words.english.body }),
      ...(words.sourceUrl !== null && { link: words.sourceUrl }),
    },
  };
  const isEarlier = outcome !== undefined && stands !== outcome.outcome;
  return { said: isEarlier ? "demand-outcome-earlier" : said, changed };
}

/** The times that a step sets. */
function timesOf({ name, closesAt }: Step, at: Date): Updateable<Database["demand"]> {
  const closing = closesAt === undefined ? {} : { closes_at: closesAt };
  switch (name) {
    case "open":
      return { opened_at: at, ...closing };
    case "close":
      return { closed_at: at };
    case "reopen":
      return { closed_at: null, closes_at: closesAt ?? null };
    case "outcome":
    case "retire":
    case "restore":
      return {};
  }
}

/** What the audit log keeps of a demand's life. */
function factsOf({
  state,
  outcome,
  opensAt,
  closesAt,
}: Pick<DemandLife, "state" | "outcome" | "opensAt" | "closesAt">): {
  [name: string]: Json;
} {
  return {
    ...{ state, outcome },
    ...(opensAt && { opens: opensAt.toISOString() }),
    ...(closesAt && { closes: closesAt.toISOString() }),
  };
}

/** That of the latest day, of one day the last; none where nothing stands. */
export async function standingOutcome(db: Db, demandId: number): Promise<Outcome> {
  const entries = await listEntries(db, demandId);
  const standing = entries.find(({ kind, removedAt }) => kind === "outcome" && removedAt === null);
  return standing?.outcome ?? "none";
}
