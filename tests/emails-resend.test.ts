import fs from "node:fs";

import { expect, test } from "vitest";

import { packMail } from "#emails/dispatch/parcel.ts";
import { readRefusal, readTaken } from "#emails/transports/resend-answers.ts";
import { resendTransport } from "#emails/transports/resend.ts";
import type { Batch } from "#emails/transports/transport.ts";
import { uuidv7 } from "#db/uuid.ts";

import { confirmMail, from, mailTools } from "./support/mails.ts";
import { openApiFile } from "./support/resend-requests.ts";
import type { Fault } from "./support/resend-faults.ts";
import { type StandIn, startStandIn } from "./support/resend-stand-in.ts";

const now = new Date("2022-01-08T14:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

function batchTo(...recipients: string[]): Batch {
  const parcels = recipients.map((to) =>
    packMail({ ...confirmMail, id: uuidv7(now), to, locale: "en" }, mailTools, false),
  );
  return { key: uuidv7(now), parcels, repeated: false };
}

const transportTo = ({ url }: StandIn) =>
  resendTransport({ apiKey: "re_test", baseUrl: url, from });

/** One mail sent to a stand-in that has one fault. */
async function sendInto(fault: Fault, batch = batchTo("a@example.org", "b@example.org")) {
  await using standIn = await startStandIn();
  standIn.faults.push(fault);
  const answer = await transportTo(standIn).send(batch, now);
  return { answer, taken: standIn.taken.length };
}

const outcomes = (answer: { fates: readonly { outcome: string }[] }) =>
  answer.fates.map(({ outcome }) => outcome);

test("a batch is taken, each mail with the provider's id, and a request is as Resend wants it", async () => {
  await using standIn = await startStandIn();
  const answer = await transportTo(standIn).send(batchTo("a@example.org", "b@example.org"), now);
  expect(outcomes(answer)).toEqual(["accepted", "accepted"]);
  expect(answer.pause).toBeUndefined();
  expect(standIn.wrong).toEqual([]);
  expect(standIn.taken[0]).toMatchObject({
    from: "The Campaign <campaign@example.org>",
    to: "a@example.org",
    reply_to: "campaign@example.org",
  });
});

test.skipIf(!fs.existsSync(openApiFile))(
  "Resend's own description of its interface is at hand and is checked against",
  async () => {
    await using standIn = await startStandIn();
    await fetch(`${standIn.url}/emails/batch`, { method: "POST", body: '[{"to": 1}]' });
    expect(standIn.wrong).toContain("body[0].from lacks");
    expect(standIn.wrong).toContain("body[0].to fits 0 of 2 forms");
  },
);

test("mails refused in a permissive batch fail alone, without an address in the reason", async () => {
  await using standIn = await startStandIn();
  const batch = batchTo("a@example.org", "refused@example.org", "b@example.org");
  const { fates } = await transportTo(standIn).send(batch, now);
  expect(fates[1]).toEqual({ outcome: "rejected", problem: "Invalid `to` field: …@…" });
  expect(outcomes({ fates })).toEqual(["accepted", "rejected", "accepted"]);
});

test("a request that one mail spoils is split; alone that mail fails for good", async () => {
  await using standIn = await startStandIn();
  const transport = transportTo(standIn);
  const answer = await transport.send(batchTo("a@example.org", "spoils@example.org"), now);
  expect(answer).toMatchObject({ split: true });
  expect(outcomes(await transport.send(batchTo("spoils@example.org"), now))).toEqual(["rejected"]);
  expect(standIn.taken).toEqual([]);
});

test.each([
  { statusCode: 401, name: "missing_api_key" },
  { statusCode: 401, name: "restricted_api_key" },
  { statusCode: 403, name: "suspended_api_key" },
  { statusCode: 403, name: "validation_error" },
  { statusCode: 400, name: "invalid_api_key" },
  { statusCode: 404, name: "not_found" },
])("$statusCode $name halts, and nothing was taken", async (fault) => {
  const { answer } = await sendInto({ ...fault, message: "No, me@example.org" });
  expect(answer.halt).toMatchObject({ code: "resend-refused" });
  expect(JSON.stringify(answer.halt)).not.toContain("me@example.org");
  expect(answer.fates[0]).toMatchObject({ outcome: "retry", taken: "no" });
});

test.each(["daily_quota_exceeded", "monthly_quota_exceeded"])(
  "%s pauses until midnight UTC",
  async (name) => {
    const { answer } = await sendInto({ statusCode: 429, name });
    expect(answer.pause?.until).toEqual(new Date("2022-01-09T00:00:00Z"));
    expect(answer.fates[0]).toMatchObject({ outcome: "retry", taken: "no" });
  },
);

test("429 waits as long as retry-after says", async () => {
  const { answer } = await sendInto({
    statusCode: 429,
    name: "rate_limit_exceeded",
    retryAfter: 7,
  });
  expect(answer.pause?.until).toEqual(later(7));
  expect(answer.fates[0]).toMatchObject({ outcome: "retry", taken: "no" });
});

test("the last request of the limit's window waits for the window's end", async () => {
  await using standIn = await startStandIn({ perSecond: 1 });
  const answer = await transportTo(standIn).send(batchTo("a@example.org"), now);
  expect(outcomes(answer)).toEqual(["accepted"]);
  expect(answer.pause?.until).toEqual(later(1));
});

test.each<Fault>([
  { statusCode: 409, name: "concurrent_idempotent_requests" },
  { statusCode: 409, name: "resource_locked" },
  { statusCode: 500, name: "internal_server_error" },
  { statusCode: 503, name: "application_error" },
  "gateway-page",
  "reset",
])("%o goes again with the same key", async (fault) => {
  const { answer, taken } = await sendInto(fault);
  expect(answer.fates[0]).toMatchObject({ outcome: "retry", taken: "maybe" });
  expect(answer.fates).toHaveLength(2);
  expect(taken).toBe(0);
});

test.each<Fault>(["accept-then-drop", "accept-then-garble", "slow"])(
  "%s: the same key and body again are taken once",
  async (fault) => {
    await using standIn = await startStandIn();
    standIn.faults.push(fault);
    const batch = batchTo("a@example.org");
    const transport = transportTo(standIn);
    const [first, second] =
      fault === "slow"
        ? await Promise.all([transport.send(batch, now), transport.send(batch, now)])
        : [await transport.send(batch, now), await transport.send(batch, now)];
    expect([outcomes(first), outcomes(second)].flat().sort()).toEqual(["accepted", "retry"]);
    expect(standIn.taken).toHaveLength(1);
  },
);

test("a changed body under a known key is not sent again", async () => {
  await using standIn = await startStandIn();
  const transport = transportTo(standIn);
  const batch = batchTo("a@example.org");
  await transport.send(batch, now);
  const answer = await transport.send({ ...batchTo("b@example.org"), key: batch.key }, now);
  expect(outcomes(answer)).toEqual(["unknown"]);
  expect(standIn.taken).toHaveLength(1);
});

test.concurrent("a hanging provider is given up after ten seconds, the outcome open", async () => {
  const { answer } = await sendInto("hang");
  expect(answer.fates[0]).toMatchObject({ outcome: "retry", taken: "maybe" });
});

test("what Resend says is made fit to be kept, and a mail that it took is taken whatever its id", () => {
  const batch = batchTo("a@example.org");
  for (const odd of ["\0", "\ud800", "a\0b\udc00c".repeat(100_000), "é\n\u0007", ""]) {
    const { fates } = readTaken(batch, { data: [{ id: odd }] }, null, now);
    expect(fates).toMatchObject([{ outcome: "accepted" }]);
    const refused = { data: [], errors: [{ index: 0, message: odd }] };
    const said = [
      fates,
      readTaken(batch, refused, null, now),
      readRefusal(batch, { statusCode: 401, name: odd, message: odd }, null, now),
      readRefusal(batch, { statusCode: 422, name: odd, message: odd }, null, now),
    ];
    const kept = JSON.stringify(said);
    expect(kept.length).toBeLessThan(3_000);
    expect(kept).not.toMatch(/\\u0000|\\u0007|\\ud800|\\udc00|\\n/);
  }
});
