/** Waits for the outbox. */
import { setTimeout as sleep } from "node:timers/promises";

import type { Db } from "#db/connection.ts";

import { insist } from "./tools.ts";

/** @throws NotFit when a mail did not leave */
export async function untilNoneWaits(db: Db): Promise<void> {
  for (;;) {
    const waiting = await db
      .selectFrom("mail_message")
      .select("id")
      .where("state", "in", ["queued", "sending"])
      .limit(1)
      .executeTakeFirst();
    if (!waiting) break;
    await sleep(50);
  }
  const states = await db.selectFrom("mail_message").select("state").distinct().execute();
  const others = states.map(({ state }) => state).filter((state) => state !== "sent");
  insist(others.length === 0, `mails are ${others.join(", ")}`);
}
