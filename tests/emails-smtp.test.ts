import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

import { uuidv7 } from "#db/uuid.ts";
import type { Mail } from "#emails/message.ts";
import { packMail } from "#emails/dispatch/parcel.ts";
import { smtpTransport } from "#emails/transports/smtp.ts";
import type { Batch } from "#emails/transports/transport.ts";

import { confirmMail, from, letterMail, mailTools } from "./support/mails.ts";
import { startSmtp } from "./support/smtp-stand-in.ts";

const now = new Date("2022-01-08T14:00:00Z");

function batchTo(...recipients: string[]): Batch {
  const parcels = recipients.map((to) =>
    packMail({ ...confirmMail, id: uuidv7(now), to, locale: "uk" }, mailTools, false),
  );
  return { key: uuidv7(now), parcels, repeated: false };
}

async function sendTo(url: string, batch: Batch, sender = from) {
  const transport = smtpTransport({ url, from: sender });
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

test("a sender in letters of their own has a Message-ID in those of every server", async () => {
  await using smtp = await startSmtp();
  const batch = batchTo("a@example.org");
  await sendTo(smtp.url, batch, { name: "Вимоги", address: "sign@вимоги.укр" });
  const [head] = smtp.messages[0]!.split("\r\n\r\n");
  expect(head).toContain(`Message-ID: <${batch.parcels[0]!.id}@xn--b1acobsm.xn--j1amh>`);
  expect(head).toMatch(/^[\0-\x7f]*$/);
});

/** The parts of a message as they came: their type, how they are encoded, and their bytes as text. */
function partsOf(message: string) {
  const boundary = /boundary="([^"]+)"/.exec(message)![1]!;
  return message
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = "", body = ""] = part.split(/\r\n\r\n(.*)/s);
      const encoding = /Content-Transfer-Encoding: (\S+)/i.exec(head)![1]!;
      const type = /Content-Type: ([^\r\n]+)/i.exec(head)![1]!;
      const text = encoding === "base64" ? Buffer.from(body, "base64").toString() : body;
      return { type, encoding, body, text: text.replaceAll("\r\n", "\n") };
    });
}

test("no link is broken over two lines in a mail as it leaves, in any language, however long", async () => {
  await using smtp = await startSmtp();
  const origin = "https://a-campaign-with-a-rather-long-name.demands.example.org";
  const tools = { ...mailTools, origin, token: () => "t".repeat(43) };
  const signer = Buffer.alloc(16).toString("base64url");
  const link = uuidv7(now);
  const titles = ["Free the prisoners", "Звільніть в’язнів", "=3D"];
  const mails: Mail[] = [
    { kind: "confirm", params: { signing: link, signer, titles } },
    { kind: "already-signed", params: { signer, titles: ["Free the prisoners"] } },
    { kind: "manage", params: { signer } },
    { kind: "sign-in", params: { link } },
    letterMail,
  ];
  for (const mail of mails)
    for (const locale of ["en", "uk", "kk", "ru"] as const) {
      const parcel = packMail(
        { ...mail, id: uuidv7(now), to: "a@example.org", locale },
        tools,
        false,
      );
      const unsubscribe = `<${origin}/${locale}/unsubscribe/${"t".repeat(43)}>`;
      const headers = { ...parcel.headers, "List-Unsubscribe": unsubscribe };
      await sendTo(smtp.url, { key: link, repeated: false, parcels: [{ ...parcel, headers }] });
      const message = smtp.messages.pop()!;
      const [text, html] = partsOf(message);
      expect(message.replace(/\r\n(?=\s)/g, "")).toContain(`List-Unsubscribe: ${unsubscribe}\r\n`);
      expect(message).toContain(unsubscribe);
      expect(text!.text.trimEnd()).toBe(parcel.text.trimEnd());
      expect(html!.text.trimEnd()).toBe(parcel.html.trimEnd());
      for (const part of [text!, html!]) {
        expect(["7bit", "base64"]).toContain(part.encoding);
        expect(part.type).not.toContain("flowed");
        for (const line of part.body.split("\r\n")) expect(line.length).toBeLessThanOrEqual(76);
      }
      // each stands on a line of its own, which nothing of ours breaks
      const links = parcel.text.split("\n").filter((line) => line.includes("https://"));
      expect(links.length).toBeGreaterThan(0);
      const prefix = `${origin}/${mail.kind === "letter" ? "en" : locale}/`;
      for (const line of links) {
        expect(line.startsWith(prefix)).toBe(true);
        expect(line).toMatch(/^\S+$/);
      }
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

test("a sender of a letter's own never signs for it, so that a server that knows the configured one alone takes it", async () => {
  const signed: string[] = [];
  await using smtp = await startSmtp({
    onMailFrom: ({ address }, _session, done) => {
      signed.push(address);
      done();
    },
  });
  const batch = batchTo("a@example.org");
  const parcels = batch.parcels.map((one) => ({ ...one, senderAddress: "w-1@example.org" }));
  expect((await sendTo(smtp.url, { ...batch, parcels })).fates).toMatchObject([
    { outcome: "accepted" },
  ]);
  expect(signed).toEqual([from.address]);
  expect(smtp.messages[0]).toMatch(/^From: .*w-1@example\.org/m);
});

test("a refused sender halts", async () => {
  await using smtp = await startSmtp({
    onMailFrom: (_address, _session, done) =>
      done(Object.assign(new Error("not you"), { responseCode: 553 })),
  });
  const { halt } = await sendTo(smtp.url, batchTo("a@example.org"));
  expect(halt).toMatchObject({ code: "smtp-refused" });
});

test("to another machine no mail goes in the clear: a server without TLS gets none, and all wait", async () => {
  await using smtp = await startSmtp({}, "127.0.0.2");
  const { fates, halt } = await sendTo(smtp.url, batchTo("a@example.org"));
  expect(fates).toMatchObject([{ outcome: "retry", taken: "no" }]);
  expect(halt).toMatchObject({
    code: "smtp-refused",
    problem: expect.stringContaining("takes no TLS") as string,
  });
  expect(smtp.messages).toEqual([]);
});

const openssl = fs.existsSync("/usr/bin/openssl");

test.skipIf(!openssl)(
  `a server whose certificate nobody vouches for gets no mail${openssl ? "" : " (needs openssl)"}`,
  async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "smtp-"));
    const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
    const made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"];
    execFileSync("openssl", [...made, "-keyout", key, "-out", cert], { stdio: "ignore" });
    const pair = { key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
    fs.rmSync(folder, { recursive: true });
    for (const secure of [true, false]) {
      await using smtp = await startSmtp({ ...pair, secure, disabledCommands: [] }, "127.0.0.2");
      const url = secure ? smtp.url.replace("smtp:", "smtps:") : smtp.url;
      expect((await sendTo(url, batchTo("a@example.org"))).fates[0]!.outcome).toBe("retry");
      expect(smtp.messages).toEqual([]);
      // the same where it is told not to ask
      const trusting = `${url}?tls.rejectUnauthorized=false`;
      expect((await sendTo(trusting, batchTo("a@example.org"))).fates[0]!.outcome).toBe("accepted");
    }
  },
);

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
