/** Every signature that was there before is a person's or a number, too. */
import { sql } from "kysely";

import type { Db } from "../connection.ts";

/** Reads all of them, while everybody goes on writing. */
export async function prepare(db: Db): Promise<void> {
  await db.connection().execute(async (one) => {
    await sql`set statement_timeout = 0`.execute(one);
    try {
      await sql`alter table signature validate constraint signature_person_or_number`.execute(one);
    } finally {
      await sql`reset statement_timeout`.execute(one);
    }
  });
}

export const up = (): Promise<void> => Promise.resolve();
