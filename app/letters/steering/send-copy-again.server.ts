/** Sends a copy that came back once more, to the member's corrected address: one new mail. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { CopyState, Database } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import { listAddresses } from "../../members/addresses.server.ts";
import type { Deed } from "../../words/deed.ts";
import { isAskedNot, isSitting } from "../copy-queries.server.ts";
import { holdStops } from "../held.server.ts";
import { standIn } from "../letter.ts";
import { reopening } from "../life.ts";
import { copiesTo, moveCopies } from "../move-copies.server.ts";
import { moveLetter, stepLetter } from "../move-letter.server.ts";
import { listTries } from "../tries.server.ts";
import { taskSubject } from "../try.ts";

type Tx = Transaction<Database>;

/** What somebody who would send a copy again has seen of it: its state, its mail, and where it would go. */
export const copyVersion = (copy: {
  state: CopyState;
  mail: string | null;
  address: string | null;
}): string => versionOf({ state: copy.state, mail: copy.mail, address: copy.address });

/**
 * The copy waits for its turn again, is written with the totals as they were counted, and leaves once:
 * whoever presses second finds it waiting. The earlier mail's history stays with the copy.
 * @param saw the version of the copy that was seen (`copyVersion`)
 * @returns with the subject of the task that is done by it
 */
export async function sendCopyAgain(
  tx: Tx,
  id: number,
  member: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed & { task: string }> {
  // in the order in which letters are resumed and stopped
  const stopped = await holdStops(tx);
  let task = "";
  const done = await moveLetter(tx, id, "again", async ({ rehearsal }) => {
    const copy = (await listCopiesToSend(tx, { id, rehearsal }, [member])).get(member);
    if (!copy) return { said: "again-none" };
    if (saw !== copyVersion(copy)) return { said: "again-stale" };
    if (copy.state !== "bounced" && copy.state !== "failed") return { said: "again-none" };
    if (stopped) return { said: "letters-stopped" };
    if (copy.askedNot) return { said: "again-asked-not" };
    if (!copy.sits) return { said: "again-no-seat" };
    const { address } = copy;
    if (address === null) return { said: "again-no-address" };
    const tried = (await listTries(tx, id, [member])).get(member) ?? [];
    if (tried.some((one) => one.address === address)) return { said: "again-same" };
    await tx
      .deleteFrom("letter_left_out")
      .where("letter_id", "=", id)
      .where("member_id", "=", member)
      .execute();
    await moveCopies(tx, "waiting", copiesTo(id, [member]));
    await sql`
      update letter_copy copy set mail_id = null, subject = null, body = null, has_address = true
       where ${copiesTo(id, [member])}`.execute(tx);
    await stepLetter(tx, id, reopening, { next_at: now, finished_at: null });
    task = taskSubject(id, member, tried.length);
    const after = { member, tries: tried.length + 1 };
    return { record: { before: { member, state: copy.state }, after } };
  });
  return { ...done, task };
}

/** By member, what there is to see of their copies before one is sent again. */
export async function listCopiesToSend(
  db: Db,
  { id, rehearsal }: { id: number; rehearsal: boolean },
  members: readonly number[],
) {
  const copies = await db
    .selectFrom("letter_copy")
    .select(["member_id", "state", "mail_id as mail"])
    .select([isAskedNot("letter_copy").as("askedNot"), isSitting("letter_copy").as("sits")])
    .where("letter_id", "=", id)
    .where(sql<boolean>`member_id = any (${members}::int[])`)
    .execute();
  const addresses = rehearsal ? undefined : await listAddresses(db);
  return new Map(
    copies.map(({ member_id, ...copy }) => {
      const address = addresses ? (addresses.get(member_id)?.email ?? null) : standIn(member_id);
      return [member_id, { ...copy, address }];
    }),
  );
}
