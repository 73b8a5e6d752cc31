/** Who has signed before the evening of the guide begins: invented people, the same ones each time. */
import type { Db } from "#db/connection.ts";

import { signedAndConfirmed, wishFor } from "../support/signers.ts";

/** By the code of the constituency. */
const signers: Readonly<Record<string, number>> = {
  E14001172: 23,
  E14001305: 31,
  E14001350: 12,
};

/** @param slugs of the demands that everybody signs */
export async function fillCrowd(db: Db, slugs: readonly string[]): Promise<void> {
  const known = await db.selectFrom("demand").select(["id", "slug"]).execute();
  const demands = known.filter(({ slug }) => slugs.includes(slug)).map(({ id }) => id);
  const places = await db.selectFrom("area").select("code").orderBy("code").execute();
  for (const { code } of places)
    for (let n = 1; n <= (signers[code] ?? 3); n++)
      await signedAndConfirmed(db, {
        ...wishFor(demands, `${code}-${n}@example.org`, code),
        updates: n % 2 === 0,
      });
}
