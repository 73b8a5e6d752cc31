/** Takes what an office answers: it waits for an organiser, and every version of it is kept. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";
import type { CopyName } from "../../letters/copy-links.server.ts";
import { lockMember } from "../../members/contacts.server.ts";
import type { Given, GivenAnswer } from "./given.ts";
import { listGivenBy } from "./list-given-by.server.ts";
import { sealSaid } from "./said.server.ts";

type Tx = Transaction<Database>;

/**
 * A demand that is left out keeps the answer it has; the same one twice is kept once, whoever gives it. What stands in public
 * stays until an organiser publishes another.
 * @returns whether anything of it is new
 */
export async function giveAnswer(
  db: Db,
  keys: Keys,
  copy: CopyName,
  { answers, by }: Given,
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await lockMember(tx, copy.memberId);
    const ids = answers.map(({ demandId }) => demandId);
    const before = await listGivenBy(tx, keys, copy.memberId, ids);
    const isNew = answers.filter(({ demandId, stance, statement }) => {
      const last = before.get(demandId);
      return !last || last.stance !== stance || last.statement !== statement;
    });
    for (const answer of isNew) await keep(tx, keys, copy, answer, by, now);
    return isNew.length > 0;
  });
}

async function keep(
  tx: Tx,
  keys: Keys,
  { letterId, memberId }: CopyName,
  { demandId, stance, statement }: GivenAnswer,
  by: string,
  now: Date,
): Promise<void> {
  const { id, version } = await tx
    .insertInto("given_answer")
    .values({ member_id: memberId, demand_id: demandId, version: 1, published: null })
    .onConflict((found) =>
      found
        .columns(["member_id", "demand_id"])
        .doUpdateSet((eb) => ({ version: eb("given_answer.version", "+", 1) })),
    )
    .returning(["id", "version"])
    .executeTakeFirstOrThrow();
  const { bytes, keyVersion } = sealSaid(keys, { answerId: id, version }, { statement, by });
  await tx
    .insertInto("given_version")
    .values({
      ...{ answer_id: id, version, letter_id: letterId, stance },
      ...{ said: bytes, key_version: keyVersion, given_at: now },
    })
    .execute();
}
