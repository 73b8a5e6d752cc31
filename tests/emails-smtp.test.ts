import { expect, test } from "vitest";

import { uuidv7 } from "#db/uuid.ts";
import { packMail } from "#emails/dispatch/parcel.ts";
import { smtpTransport } from "#emails/transports/smtp.ts";
import type { Batch } from "#emails/transports/transport.ts";

import { confirmMail, from, mailTools } from "./support/mails.ts";
import { startSmtp } from "./support/smtp-stand-in.ts";

const now = new Date("2022-01-08T14:00:00Z");

function batchTo(...recipients: string[]): Batch {
  const parcels = recipients.map((to) =>
    packMail({ ...confirmMail, id: uuidv7(now), to, locale: "uk" }, mailTools, false),
  );
  return { key: uuidv7(now), parcels, repeated: false };
}

async function sendTo(url: string, batch: Batch) {
  const transport = smtpTransport({ url, from });
  const answer = await transport.send(batch, now);
  await transport.close();
  return answer;
}

test("a mail leaves with its headers, both parts and a Message-ID that stays", async () => {
  await using smtp = await startSmtp();
  const batch = batchTo("a@example.org");
  await sendTo(smtp.url, batch);
  await sendTo(smtp.url, batch);
  expect(smtp.messages).toHaveLength(2);
  for (const message of smtp.messages) {
    expect(message).toContain(`Message-ID: <${batch.parcels[0]!.id}@example.org>`);
    expect(message).toContain("Auto-Submitted: auto-generated");
    expect(message).toContain("Reply-To: campaign@example.org");
    expect(message).toContain("Content-Type: text/plain");
    expect(message).toContain("Content-Type: text/html");
  }
});

test("each recipient has an outcome of its own: 5yz is final, 4yz comes again", async () => {
  await using smtp = await startSmtp();
  const { fates, halt } = await sendTo(
    smtp.url,
    batchTo("a@example.org", "550@example.org", "451@example.org"),
  );
  expect(fates).toMatchObject([
    { outcome: "accepted" },
    { outcome: "rejected", problem: "550 no …@…" },
    { outcome: "retry", taken: "no" },
  ]);
  expect(halt).toBeUndefined();
});

test("a limit of the day, said by 550, pauses all mail and fails none; so does one said of the sender", async () => {
  const limit = Object.assign(new Error("5.4.5 Daily user sending limit exceeded"), {
    responseCode: 550,
  });
  for (const refuse of ["onRcptTo", "onMailFrom"]) {
    await using smtp = await startSmtp({
      [refuse]: (_address: unknown, _session: unknown, done: (error: Error) => void) => done(limit),
    });
    const answer = await sendTo(smtp.url, batchTo("a@example.org", "b@example.org"));
    expect(answer.fates).toMatchObject([
      { outcome: "retry", taken: "no" },
      { outcome: "retry", taken: "no" },
    ]);
    const until = new Date("2022-01-09T00:00:00Z");
    expect(answer.pause).toEqual({ until, reason: { code: "daily-quota" }, isGuess: true });
    expect(answer.halt).toBeUndefined();
  }
});

test("a mail that may have been taken and is then refused is unknown", async () => {
  await using smtp = await startSmtp();
  const { fates } = await sendTo(smtp.url, { ...batchTo("550@example.org"), repeated: true });
  expect(fates).toMatchObject([{ outcome: "unknown" }]);
});

test("a refused sign-in halts", async () => {
  await using smtp = await startSmtp({
    authOptional: false,
    onAuth: (_auth, _session, done) =>
      done(Object.assign(new Error("wrong"), { responseCode: 535 })),
  });
  const url = smtp.url.replace("//", "//user:pass@");
  const { fates, halt } = await sendTo(url, batchTo("a@example.org"));
  expect(fates).toMatchObject([{ outcome: "retry", taken: "no" }]);
  expect(halt).toMatchObject({ code: "smtp-refused" });
});

test("a refused sender halts", async () => {
  await using smtp = await startSmtp({
    onMailFrom: (_address, _session, done) =>
      done(Object.assign(new Error("not you"), { responseCode: 553 })),
  });
  const { halt } = await sendTo(smtp.url, batchTo("a@example.org"));
  expect(halt).toMatchObject({ code: "smtp-refused" });
});

test("a server that is away took nothing; one that goes silent after the data may have", async () => {
  const { fates } = await sendTo("smtp://127.0.0.1:1", batchTo("a@example.org"));
  expect(fates).toMatchObject([{ outcome: "retry", taken: "no" }]);
  await using smtp = await startSmtp({
    onData: (stream) => void stream.resume(),
  });
  const lost = smtpTransport({ url: `${smtp.url}?socketTimeout=500`, from });
  const answer = await lost.send(batchTo("a@example.org"), now);
  await lost.close();
  expect(answer.fates).toMatchObject([{ outcome: "retry", taken: "maybe" }]);
});
