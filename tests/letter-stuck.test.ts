import { expect, test } from "vitest";

import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import type { Fate, Transport } from "#emails/transports/transport.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, seedDemand, seedHouse } from "./support/house.ts";
import { approved, draft, organiser, send } from "./support/letters.ts";
import { deliveryTools } from "./support/mails.ts";

/** As an SMTP server answers that puts off these recipients for as long as their boxes are full. */
function puttingOff(addresses: readonly string[]): { transport: Transport; left: string[] } {
  const left: string[] = [];
  const full = { outcome: "retry", taken: "no", problem: "452 4.2.2 mailbox full" } as const;
  const transport: Transport = {
    name: "smtp",
    batchSize: 5,
    send: ({ parcels }) => {
      const fates = parcels.map(({ to }): Fate => {
        if (addresses.includes(to)) return full;
        left.push(to);
        return { outcome: "accepted", providerId: to };
      });
      return Promise.resolve({ fates });
    },
    close: () => Promise.resolve(),
  };
  return { transport, left };
}

/** A letter at sixty an hour on its way for so many minutes, looked at every ten seconds. */
async function letterTo(seats: number, transport: Transport, minutes: number) {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, seats);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  await send(db, await approved(db, await organiser(db), draft([demand])));
  for (let second = 0; second <= minutes * 60; second += 10) {
    const at = later(second);
    const delivery = {
      ...deliveryTools(db, transport),
      openRecipient: (row: Parameters<typeof openRecipient>[1]) => openRecipient(keys, row),
      live: true,
      clock: () => at,
    };
    await releaseCopies(db, keys, "smtp", at);
    for (;;) {
      const batch =
        (await takeOverBatch(db, transport, at)) ?? (await freezeBatch(db, transport, at));
      if (!batch) break;
      await deliverBatch(delivery, batch);
    }
  }
}

const full = ["m1@example.org", "m2@example.org", "m3@example.org", "m4@example.org"];

test("members whose mail is put off for hours do not hold up the others’ copies", async () => {
  const { transport, left } = puttingOff(full);
  await letterTo(10, transport, 90);
  expect(left).toHaveLength(6);
});

test("a server that puts off everybody’s mail for two hours is given few more copies meanwhile", async () => {
  const { transport, left } = puttingOff(
    Array.from({ length: 200 }, (_, at) => `m${at}@example.org`),
  );
  const tried = new Set<string>();
  const counting: Transport = {
    ...transport,
    send: (batch, now) => {
      for (const { to } of batch.parcels) tried.add(to);
      return transport.send(batch, now);
    },
  };
  await letterTo(200, counting, 120);
  expect(left).toEqual([]);
  expect(tried.size).toBeLessThanOrEqual(24);
});
