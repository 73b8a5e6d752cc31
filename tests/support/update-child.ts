/**
 * A worker in a process of its own, to be killed: makes the mails of updates and carries them to the provider:
 * `node update-child.ts DATABASE PROVIDER`. Its clock runs 40 times as fast, so that a lease of a minute
 * is one and a half seconds.
 */
import { setTimeout as sleep } from "node:timers/promises";

import { openRecipient } from "#app/mail/seal-to.server.ts";
import { releaseUpdates } from "#app/updates/leaving/release-mails.server.ts";
import { readTexts } from "#app/updates/texts.server.ts";
import { connect } from "#db/connection.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { resendTransport } from "#emails/transports/resend.ts";

import { fastClock } from "./fast-clock.ts";
import { keys } from "./house.ts";
import { deliveryTools, from, mailTools } from "./mails.ts";

const [databaseUrl, baseUrl] = process.argv.slice(2) as [string, string];
const { db } = connect(databaseUrl, 6);
startDispatcher({
  ...deliveryTools(db, resendTransport({ apiKey: "re_test", baseUrl, from })),
  toolsOf: async (_letterhead, updates) => ({
    ...mailTools,
    updates: await readTexts(db, updates),
  }),
  openRecipient: (row) => openRecipient(keys, row),
  clock: fastClock,
});
for (;;) {
  await releaseUpdates(db, "resend", fastClock());
  await sleep(20);
}
