/**
 * A worker that releases and delivers invitations, in a process of its own, to be killed:
 * `node invites-child.ts DATABASE PROVIDER`. Its clock runs 40 times as fast.
 */
import { setTimeout as sleep } from "node:timers/promises";

import { openRecipient } from "#app/mail/seal-to.server.ts";
import { releaseInvites } from "#app/supporters/lists/release-invites.server.ts";
import { connect } from "#db/connection.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { resendTransport } from "#emails/transports/resend.ts";

import { deliveryTools, from } from "./mails.ts";
import { testKeys } from "./signers.ts";

const [databaseUrl, baseUrl] = process.argv.slice(2) as [string, string];
const { db } = connect(databaseUrl, 6);
const start = Date.UTC(2026, 0, 1);
const clock = () => new Date(start + (Date.now() - start) * 40);
startDispatcher({
  ...deliveryTools(db, resendTransport({ apiKey: "re_test", baseUrl, from })),
  openRecipient: (mail) => openRecipient(testKeys, mail),
  clock,
});
for (;;) {
  await releaseInvites(db, testKeys, "resend", clock());
  await sleep(20);
}
