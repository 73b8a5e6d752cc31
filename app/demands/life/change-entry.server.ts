/** Writes, changes, takes off and puts back entries of a demand's timeline. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import type { Database, UpdateKind } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { insertEntry, listEntries, markRemoved, updateEntry } from "./entries.server.ts";
import { type Entry, isStep, isWritten, type NewEntry } from "./entry.ts";
import type { DemandLife } from "./get-life.server.ts";
import { lockDemand } from "./lock-demand.server.ts";
import { standingOutcome } from "./take-step.server.ts";

type Tx = Transaction<Database>;

/** Programs and feeds are told of the demand's last change; its outcome follows the entries that stand. */
async function touchDemand(tx: Db, id: number, kind: UpdateKind, now: Date): Promise<void> {
  const outcome = kind === "outcome" && { outcome: await standingOutcome(tx, id) };
  await tx
    .updateTable("demand")
    .set({ updated_at: now, ...outcome })
    .where("id", "=", id)
    .execute();
}

/** What the audit log keeps of an entry. */
const factsOf = ({ kind, occurredOn, english, others, sourceUrl }: NewEntry) => ({
  ...{ kind, on: occurredOn, ...english, link: sourceUrl },
  ...Object.fromEntries(
    Object.entries(others).map(([locale, text]) => [locale, { ...text } satisfies Json]),
  ),
});

const subjectOf = ({ id }: DemandLife) => `demand ${id}`;

export async function addEntry(
  tx: Tx,
  demandId: number,
  entry: NewEntry,
  now: Date,
): Promise<Deed> {
  const life = await lockDemand(tx, demandId);
  if (life.state === "draft") return { said: "demand-not-public" };
  await insertEntry(tx, demandId, entry, now);
  await touchDemand(tx, demandId, entry.kind, now);
  const after = factsOf(entry);
  return {
    said: "entry-kept",
    changed: { action: "demand.entry", subject: subjectOf(life), after },
  };
}

/** @param saw the version of the entry as the organiser saw it */
export async function changeEntry(
  tx: Tx,
  demandId: number,
  entryId: number,
  changed: NewEntry,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  const found = await findEntry(tx, demandId, entryId);
  if (!found) return { said: "entry-gone" };
  const { life, entry } = found;
  if (entry.version !== saw) return { said: "entry-stale" };
  // what a step or an outcome was, it stays
  const kept = isWritten(entry.kind) ? changed : { ...changed, kind: entry.kind };
  await updateEntry(tx, entryId, kept, now);
  await touchDemand(tx, demandId, entry.kind, now);
  const record = { before: factsOf(entry), after: factsOf(kept) };
  return {
    said: "entry-kept",
    changed: { action: "demand.entry", subject: subjectOf(life), ...record },
  };
}

/** Steps of its life stay: they happened. */
export async function removeEntry(
  tx: Tx,
  demandId: number,
  entryId: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  const found = await findEntry(tx, demandId, entryId);
  if (!found || found.entry.removedAt !== null || isStep(found.entry.kind))
    return { said: "entry-gone" };
  if (found.entry.version !== saw) return { said: "entry-stale" };
  return mark(tx, found, now, now);
}

export async function putBackEntry(
  tx: Tx,
  demandId: number,
  entryId: number,
  now: Date,
): Promise<Deed> {
  const found = await findEntry(tx, demandId, entryId);
  if (!found || found.entry.removedAt === null) return { said: "entry-gone" };
  return mark(tx, found, null, now);
}

async function mark(
  tx: Tx,
  { life, entry }: Found,
  removedAt: Date | null,
  now: Date,
): Promise<Deed> {
  await markRemoved(tx, entry.id, removedAt, now);
  await touchDemand(tx, life.id, entry.kind, now);
  const was = { ...factsOf(entry) };
  const record = removedAt === null ? { after: was } : { before: was };
  const action = removedAt === null ? "demand.entry-restore" : "demand.entry-remove";
  return {
    said: removedAt === null ? "entry-restored" : "entry-removed",
    changed: { action, subject: subjectOf(life), ...record },
  };
}

interface Found {
  life: DemandLife;
  entry: Entry;
}

async function findEntry(tx: Tx, demandId: number, id: number): Promise<Found | undefined> {
  const life = await lockDemand(tx, demandId);
  const entry = (await listEntries(tx, demandId)).find((one) => one.id === id);
  return entry && { life, entry };
}
