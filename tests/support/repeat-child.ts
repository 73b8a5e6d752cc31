/**
 * A worker in a process of its own, to be killed: lets letters go out again and carries them to the provider:
 * `node repeat-child.ts DATABASE PROVIDER`. Its clock runs 40 times as fast, so that a lease of a minute is one and
 * a half seconds.
 */
import { setTimeout as sleep } from "node:timers/promises";

import { repeatLetters } from "#app/letters/cadence/repeat-letters.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { writeAudit } from "#app/organisers/audit.server.ts";
import { connect } from "#db/connection.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { resendTransport } from "#emails/transports/resend.ts";

import { fastClock } from "./fast-clock.ts";
import { keys } from "./house.ts";
import { deliveryTools, from } from "./mails.ts";

const [databaseUrl, baseUrl] = process.argv.slice(2) as [string, string];
const { db } = connect(databaseUrl, 6);
startDispatcher({
  ...deliveryTools(db, resendTransport({ apiKey: "re_test", baseUrl, from })),
  openRecipient: (row) => openRecipient(keys, row),
  live: true,
  clock: fastClock,
});
const how = { transport: "resend", live: true, lacksSender: false, write: writeAudit } as const;
for (;;) {
  await repeatLetters(db, how, fastClock());
  await releaseCopies(db, keys, "resend", fastClock());
  await sleep(20);
}
