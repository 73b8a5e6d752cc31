/**
 * A worker that fetches and reads mails, in a process of its own, to be killed:
 * `node inbound-child.ts DATABASE PROVIDER DNS`. Its clock runs 400 times as fast, so that leases end.
 */
import { setTimeout as sleep } from "node:timers/promises";

import { createReader } from "#app/answers/inbound/reading/reader.server.ts";
import { workMails } from "#app/answers/inbound/work-mails.server.ts";
import { raiseAnew } from "#app/organisers/tasks.server.ts";
import { connect } from "#db/connection.ts";
import { resendReceiving } from "#emails/transports/received.ts";

import { REPLIES } from "./inbound-mails.ts";
import { testKeys } from "./signers.ts";

const [databaseUrl, baseUrl, dns] = process.argv.slice(2) as [string, string, string];
const { db } = connect(databaseUrl, 4);
const start = Date.UTC(2026, 0, 1);
const clock = () => new Date(start + (Date.now() - start) * 400);
const tools = {
  ...{ db, keys: testKeys, domain: REPLIES, known: [], raise: raiseAnew },
  fetch: resendReceiving({ apiKey: "re_test", baseUrl }),
  read: createReader({ servers: [dns] }),
};
for (;;) {
  await workMails(tools, clock);
  await sleep(20);
}
