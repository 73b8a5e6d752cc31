/** Asks the Members API, and keeps its answers: what is tried and what is run is one list. */
import type { Db } from "#db/connection.ts";

import { examineMembers } from "../import-members.server.ts";
import { readMembersApi } from "../members-api.server.ts";
import type { Pace } from "../polite-fetch.server.ts";
import { chunkKeeper, forgetChunks } from "./chunks.server.ts";
import type { Run } from "./get-run.server.ts";
import { toldOf } from "./run.ts";

/** Where the Members API is, and how hard it may be asked. */
export interface Api {
  url: string;
  pace: Pace;
}

/**
 * Afterwards it waits to be tried. A list that nobody can force, for its seats are unknown, is refused
 * before addresses are asked for.
 */
export async function fetchSeats(
  db: Db,
  { id }: Run,
  { url, pace }: Api,
  now: Date,
  say: (sentence: string) => void,
): Promise<true> {
  const reading = await readMembersApi(
    url,
    // what is merely doubtful is shown with its whole difference, so the addresses are wanted
    (seats) => examineMembers(db, seats, "api", { force: true, partOf: [] }),
    (done, total) => say(`${done} of ${total} members asked for`),
    pace,
  );
  if (reading.kind === "refused") {
    const { problems, hint } = reading;
    const told = toldOf(problems, hint === "import-areas" ? hint : undefined);
    await db
      .updateTable("import_run")
      .set({ state: "failed", finished_at: now, told: JSON.stringify(told), progress: null })
      .where("id", "=", id)
      .where("state", "=", "waiting")
      .execute();
    return true;
  }
  const bytes = Buffer.from(JSON.stringify(reading.seats));
  await db.transaction().execute(async (tx) => {
    // of a fetch that ended midway
    await forgetChunks(tx, id);
    const keeper = chunkKeeper(tx, id);
    await keeper.add(bytes);
    await keeper.end();
    await tx
      .updateTable("import_run")
      .set({ bytes: bytes.length, begun: 0, progress: null })
      .where("id", "=", id)
      .execute();
  });
  return true;
}
