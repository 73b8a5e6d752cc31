import { expect, test } from "vitest";

import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import { isMailPaused } from "#emails/pause.ts";
import { sendingLimit } from "#emails/transports/sending-limit.ts";
import type { Transport } from "#emails/transports/transport.ts";

import { freshDatabase } from "./support/database.ts";
import { countStates, deliveryTools, queueMail } from "./support/mails.ts";

test("a mail whose refusal is read as a limit time and again stops the others no more", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const odd = "550 Not reached; held for 24 hours";
  const left: string[] = [];
  const transport: Transport = {
    name: "smtp",
    batchSize: 5,
    send: ({ parcels }, at) => {
      const limit = sendingLimit(odd, at)!;
      const isOdd = parcels.some(({ to }) => to.startsWith("odd@"));
      left.push(...parcels.map(({ to }) => to).filter((to) => !to.startsWith("odd@")));
      return Promise.resolve({
        fates: parcels.map(({ to, id }) =>
          to.startsWith("odd@")
            ? { outcome: "retry", taken: "no", problem: odd }
            : { outcome: "accepted", providerId: id },
        ),
        ...(isOdd && { pause: limit }),
      });
    },
    close: () => Promise.resolve(),
  };
  await queueMail(db, "odd@example.org");
  const hour = (count: number) => new Date(Date.now() + count * 3_600_000);
  for (let night = 0; night < 6; night++) {
    await queueMail(db, `ada${night}@example.org`);
    const at = hour(24 * night);
    for (;;) {
      const batch =
        (await takeOverBatch(db, transport, at)) ?? (await freezeBatch(db, transport, at));
      if (!batch) break;
      await deliverBatch({ ...deliveryTools(db, transport), clock: () => at }, batch);
    }
  }
  expect(left).toContain("ada5@example.org");
  expect(await countStates(db)).toEqual({ sent: 6, sending: 1 });
  expect(await isMailPaused(db, "smtp", hour(24 * 5 + 1))).toBe(false);
});
