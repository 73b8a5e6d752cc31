/** Which versions of the keys nothing sealed needs any more. */
import type { Db } from "#db/connection.ts";

import { countSealed, type SealedUnder } from "./count-sealed.server.ts";

/**
 * Counts what each version seals, and keeps of those that seal nothing that it is so: a start lets them be missing.
 * @returns the versions that seal nothing, and what the others but the newest seal
 */
export async function findUnused(
  db: Db,
  newest: number,
  now: Date,
): Promise<{ unused: number[]; left: SealedUnder[] }> {
  const sealed = await countSealed(db);
  const known = await db.selectFrom("ring_key").select("version").orderBy("version").execute();
  const unused = known
    .map(({ version }) => version)
    .filter((version) => version !== newest && sealed.every((one) => one.version !== version));
  if (unused.length > 0)
    await db
      .updateTable("ring_key")
      .set({ unused_since: now })
      .where("version", "in", unused)
      .where("unused_since", "is", null)
      .execute();
  return { unused, left: sealed.filter(({ version }) => version !== newest) };
}
