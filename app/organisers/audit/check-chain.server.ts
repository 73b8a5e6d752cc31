/** The night's look at the audit log: what was found is kept, and a broken chain waits for a person. */
import type { Db } from "#db/connection.ts";

import { dropTask, keepTask } from "../tasks.server.ts";
import { type ChainFound, verifyChain } from "./verify-chain.server.ts";

const TASK = { kind: "audit-broken", subject: "audit log" } as const;

/** Verifies the chain, against the head of the last time too; raises a task when it is broken. */
export async function checkChain(db: Db, now: Date): Promise<ChainFound> {
  const last = await getLastCheck(db);
  const found = await verifyChain(db, last ? [last] : []);
  const { entries, head, broken } = found;
  const check = {
    at: now,
    entries,
    broken: broken ?? null,
    // while it is broken, the head that was true is what to compare with
    ...(broken === undefined || !last ? head : { n: last.n, hash: last.hash }),
  };
  await db
    .insertInto("audit_check")
    .values(check)
    .onConflict((conflict) => conflict.column("one").doUpdateSet(check))
    .execute();
  if (broken === undefined) await dropTask(db, TASK, now);
  else await keepTask(db, { ...TASK, data: { broken } }, true, now);
  return found;
}

/** How the chain was found last; undefined before the first night. */
export async function getLastCheck(db: Db) {
  return db
    .selectFrom("audit_check")
    .select(["at", "entries", "n", "hash", "broken"])
    .executeTakeFirst();
}

/** The end of the chain as it stands. */
export async function getHead(db: Db) {
  const last = await db
    .selectFrom("audit_link")
    .select(["n", "hash"])
    .orderBy("n", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ?? db.selectFrom("audit_anchor").select(["n", "hash"]).executeTakeFirstOrThrow();
}
