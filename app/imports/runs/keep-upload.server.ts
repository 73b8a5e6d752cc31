/** Takes what is to be imported from a page: a file as it arrives, or the wish to ask the Members API. */
import type { Db } from "#db/connection.ts";

import { chunkKeeper } from "./chunks.server.ts";
import { shortLine } from "../../words/storable.ts";
import { type Given, membersApiName, mostBytes } from "./run.ts";

/** Characters (UTF-16) of a file's name. */
const NAME_MAX = 200;

/** A file that arrives: hands its bytes over, each once the last are kept, and says how it ended. */
type Arriving<Ended extends string> = (keep: (bytes: Buffer) => Promise<void>) => Promise<Ended>;

/**
 * Keeps a file for whoever imports it. What did not arrive whole, or is larger than its kind may be, leaves
 * nothing behind.
 * @returns the id of its record where it is whole, or else how it ended
 */
export async function keepUpload<Ended extends string>(
  db: Db,
  given: Omit<Given, "bytes" | "source">,
  arriving: Arriving<Ended>,
  now: Date,
): Promise<{ id: number } | { ended: Exclude<Ended, "whole"> | "empty" | "too-large" }> {
  const { kind, name, partOf, organiserId } = given;
  const { id } = await db
    .insertInto("import_run")
    .values({
      ...{ kind, source: "file" as const, state: "arriving" as const },
      name: shortLine(name, NAME_MAX) || kind,
      ...{ part_of: [...partOf], organiser_id: organiserId, created_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const keeper = chunkKeeper(db, id);
  const most = mostBytes[kind];
  let bytes = 0;
  let isKept = false;
  try {
    const ended = await arriving(async (chunk) => {
      bytes += chunk.length;
      // the rest is read all the same, for only then is an answer heard
      if (bytes <= most) await keeper.add(chunk);
    });
    if (ended === "whole" && bytes > most) return { ended: "too-large" };
    if (ended !== "whole") return { ended: ended as Exclude<Ended, "whole"> };
    if (bytes === 0) return { ended: "empty" };
    await keeper.end();
    await db
      .updateTable("import_run")
      .set({ state: "waiting", bytes })
      .where("id", "=", id)
      .execute();
    isKept = true;
    return { id };
  } finally {
    if (!isKept) await db.deleteFrom("import_run").where("id", "=", id).execute();
  }
}

/** Has the Members API asked. @returns the id of its record */
export async function askMembersApi(db: Db, organiserId: number, now: Date): Promise<number> {
  const { id } = await db
    .insertInto("import_run")
    .values({
      ...{ kind: "members" as const, source: "api" as const, state: "waiting" as const },
      ...{ name: membersApiName, organiser_id: organiserId, created_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
