/** Whether the database holds what was acknowledged. */
import path from "node:path";
import { pathToFileURL } from "node:url";

import type { Db } from "#db/connection.ts";
import type { checkTally as CheckTally } from "#app/signatures/tally.server.ts";

import { insist } from "./tools.ts";

/**
 * @param acknowledged how many confirmations were answered since the database was made
 * @param folder the checkout that the database is of, which knows where its tallies are
 * @throws NotFit when there are more or fewer signatures, or a tally says another number
 */
export async function countedTruly(db: Db, acknowledged: number, folder = "."): Promise<void> {
  const stored = await countRows(db, "signature");
  insist(stored === acknowledged, `${acknowledged} were confirmed, ${stored} are signatures`);
  const tallies = pathToFileURL(path.resolve(folder, "app/signatures/tally.server.ts")).href;
  const { checkTally } = (await import(tallies)) as { checkTally: typeof CheckTally };
  const drift = await checkTally(db);
  insist(drift.length === 0, `${drift.length} tallies differ from the signatures`);
}

/** @throws NotFit when there are more or fewer signings than were answered, or one without its mail */
export async function storedTruly(db: Db, acknowledged: number): Promise<void> {
  const stored = await countRows(db, "signing");
  insist(stored === acknowledged, `${acknowledged} signed, ${stored} signings are stored`);
  const mails = await countRows(db, "mail_message");
  insist(mails === stored, `${stored} signings are stored, and ${mails} mails`);
}

async function countRows(db: Db, table: "signature" | "signing" | "mail_message"): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}
