/** What a signer does on their own page, by the form that was sent. */
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import { listDemandsById } from "../../demands/get-demand.server.ts";
import type { Keys } from "../../keys.server.ts";
import { erase, withdraw } from "../withdraw.server.ts";
import { rename, setUpdates } from "./correct.server.ts";
import {
  isSure,
  readRename,
  type RenameProblems,
  readUpdates,
  readWithdrawal,
  type TypedName,
} from "./forms.ts";
import { getHeld } from "./get-held.server.ts";
import { countHeld, type HeldCounts, type HeldSignature } from "./held.ts";

export const INTENTS = ["export", "rename", "updates", "withdraw", "erase"] as const;

interface Tools {
  db: Db;
  keys: Keys;
  clock: () => Date;
  locale: LocaleCode;
  /** Told which demands have lost signatures. */
  changes: { made: (slugs: readonly string[]) => void };
  fields: URLSearchParams;
}

/** What the form did, or why it did nothing. */
export type Managed =
  | { done: "renamed" | "updatesOn" | "updatesStopped" | "withdrawn" | "erased" }
  | { typed: TypedName; problems: RenameProblems }
  | { isNoneChosen: true }
  /** Some signatures were no longer to be found: withdrawn elsewhere, or numbers by now. The rest was done. */
  | { isPartly: true }
  /** Nothing was done yet: whoever means it sends it again, with these numbers. */
  | { ask: "withdraw"; counts: Pick<HeldCounts, "signatures">; demands: AskedDemand[] }
  | { ask: "erase"; counts: HeldCounts; demands: AskedDemand[] };

interface AskedDemand {
  id: number;
  title: string;
  /** Whether its count goes down. */
  isCounted: boolean;
}

export async function submitManaging(
  tools: Tools,
  signer: Buffer,
  intent: Exclude<(typeof INTENTS)[number], "export">,
): Promise<Managed> {
  const { db, keys, clock, fields } = tools;
  switch (intent) {
    case "rename": {
      const read = readRename(fields);
      if ("problems" in read) return read;
      await rename(db, keys, signer, read.name);
      return { done: "renamed" };
    }
    case "updates": {
      const updates = readUpdates(fields);
      await setUpdates(db, keys, signer, updates, clock());
      return { done: updates ? "updatesOn" : "updatesStopped" };
    }
    case "withdraw":
      return submitWithdrawal(tools, signer);
    case "erase":
      return submitErasure(tools, signer);
  }
}

async function listSigned(db: Db, signatures: readonly HeldSignature[], locale: LocaleCode) {
  const ids = signatures.map(({ demandId }) => demandId);
  const demands = await listDemandsById(db, ids, locale);
  return demands.map(({ id, slug, title }) => {
    const { standing } = signatures.find(({ demandId }) => demandId === id)!;
    return { id, slug, title, isCounted: standing === "counted" };
  });
}

async function submitWithdrawal(tools: Tools, signer: Buffer): Promise<Managed> {
  const { db, keys, clock, locale, changes, fields } = tools;
  const held = await getHeld(db, keys, signer);
  const demands = await listSigned(db, held?.signatures ?? [], locale);
  const chosen = readWithdrawal(fields, demands);
  if (!chosen) return { isNoneChosen: true };
  const meant = demands.filter(({ id }) => chosen.includes(id));
  const counts = { signatures: meant.length };
  if (!isSure(fields, counts)) return { ask: "withdraw", counts, demands: meant };
  const erased = await withdraw(db, keys, signer, chosen, clock(), held?.inboxKeys);
  if (erased > 0) changes.made(meant.map(({ slug }) => slug));
  return erased < chosen.length ? { isPartly: true } : { done: "withdrawn" };
}

async function submitErasure(tools: Tools, signer: Buffer): Promise<Managed> {
  const { db, keys, clock, locale, changes, fields } = tools;
  const held = await getHeld(db, keys, signer);
  if (!held) {
    // between two looks it may have moved to where neither saw it
    await erase(db, keys, { signerKey: signer, inboxKeys: [], addresses: [] }, clock());
    return { done: "erased" };
  }
  const demands = await listSigned(db, held.signatures, locale);
  const counts = countHeld(held);
  if (!isSure(fields, counts)) return { ask: "erase", counts, demands };
  await erase(db, keys, held, clock());
  if (demands.length > 0) changes.made(demands.map(({ slug }) => slug));
  return { done: "erased" };
}
