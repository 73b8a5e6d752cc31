/**
 * A worker that releases and delivers letters in people's own words, in a process of its own, to be killed:
 * `node own-letters-child.ts DATABASE PROVIDER START`. Its clock runs 40 times as fast, from a Wednesday morning
 * on at the moment START.
 */
import { setTimeout as sleep } from "node:timers/promises";

import { releaseOwnLetters } from "#app/write/leaving/release.server.ts";
import { connect } from "#db/connection.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { resendTransport } from "#emails/transports/resend.ts";

import { now } from "./house.ts";
import { from } from "./mails.ts";
import { ownDelivery } from "./own-letters.ts";
import { testKeys } from "./signers.ts";

const [databaseUrl, baseUrl, start] = process.argv.slice(2) as [string, string, string];
const { db } = connect(databaseUrl, 6);
const clock = () => new Date(now.getTime() + (Date.now() - Number(start)) * 40);
startDispatcher(ownDelivery(db, resendTransport({ apiKey: "re_test", baseUrl, from }), clock));
for (;;) {
  await releaseOwnLetters(db, testKeys, { transport: "resend", live: true }, clock());
  await sleep(20);
}
