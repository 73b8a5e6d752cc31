/** Whether the campaign is closed: then no update leaves. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { getClosing } from "../campaign/closing/closing.server.ts";

/** Until the transaction ends the campaign is neither closed nor opened again. */
export async function isClosed(tx: Db): Promise<boolean> {
  await sql`lock table campaign_closing in share mode`.execute(tx);
  return (await getClosing(tx)) !== undefined;
}
