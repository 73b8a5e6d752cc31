/** Until when it is kept that a signer has erased something, for that signer to see. */
import type { Db } from "#db/connection.ts";

import type { Keys } from "../../keys.server.ts";
import { ERASURE_DAYS, EVERYTHING, FORMS, NEWS } from "./names.ts";
import { erasureNames } from "./note-erasures.server.ts";

/** @returns undefined where nothing is; whoever withdraws erases their forms with it, so no demand is asked for */
export async function getNotedUntil(
  db: Db,
  keys: Keys,
  signerKey: Buffer,
): Promise<Date | undefined> {
  const { at } = await db
    .selectFrom("erasure")
    .select(({ fn }) => fn.max("at").as("at"))
    .where("name", "in", erasureNames(keys, signerKey, [EVERYTHING, FORMS, NEWS]))
    .executeTakeFirstOrThrow();
  // it goes in the night after
  return at ? new Date(at.getTime() + (ERASURE_DAYS + 1) * 86_400_000) : undefined;
}
