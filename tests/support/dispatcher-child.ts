/**
 * A dispatcher in a process of its own, to be killed: `node dispatcher-child.ts DATABASE PROVIDER`.
 * Its clock runs 40 times as fast, so that a lease of a minute is one and a half seconds.
 */
import { connect } from "#db/connection.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { resendTransport } from "#emails/transports/resend.ts";

import { deliveryTools, from } from "./mails.ts";

const [databaseUrl, baseUrl] = process.argv.slice(2) as [string, string];
const { db } = connect(databaseUrl, 4);
/** The same clock in every process. */
const start = Date.UTC(2026, 0, 1);
const clock = () => new Date(start + (Date.now() - start) * 40);
startDispatcher({
  ...deliveryTools(db, resendTransport({ apiKey: "re_test", baseUrl, from })),
  clock,
});
