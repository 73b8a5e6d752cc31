/** Who mails are from: which spellings are taken, and what of them reaches a mail's head. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { parseConfig } from "#app/config.server.ts";
import { uuidv7 } from "#db/uuid.ts";
import { packMail } from "#emails/dispatch/parcel.ts";
import { readSender, type Sender, spellSender } from "#emails/sender.ts";
import { resendTransport } from "#emails/transports/resend.ts";
import { smtpTransport } from "#emails/transports/smtp.ts";

import { confirmMail, mailTools } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { startSmtp } from "./support/smtp-stand-in.ts";

const at = "sign@demands.example.org";
const now = new Date("2022-01-08T14:00:00Z");

/** As `MAIL_FROM` has it, the name in it, and how it is spelled in a head; each by hand. */
const senders: [given: string, name: string | undefined, spelled: string][] = [
  [at, undefined, at],
  [`<${at}>`, undefined, at],
  [`Demands <${at}>`, "Demands", `Demands <${at}>`],
  [`  Demands   of  us <${at}> `, "Demands of us", `Demands of us <${at}>`],
  [`"Demands" <${at}>`, "Demands", `Demands <${at}>`],
  [`"Demands, Kazakhstan" <${at}>`, "Demands, Kazakhstan", `"Demands, Kazakhstan" <${at}>`],
  [
    `"A \"B\" \\C" <${at}>`.replaceAll('"B"', '\\"B\\"').replace("\\C", "\\\\C"),
    'A "B" \\C',
    `"A \\"B\\" \\\\C" <${at}>`,
  ],
  [`"a <b@c.org>" <${at}>`, "a <b@c.org>", `"a <b@c.org>" <${at}>`],
  [`Demands.org <${at}>`, "Demands.org", `"Demands.org" <${at}>`],
  [`O'Neil & Co <${at}>`, "O'Neil & Co", `O'Neil & Co <${at}>`],
  [`Ұлы Дала <${at}>`, "Ұлы Дала", `Ұлы Дала <${at}>`],
  [`"Дала, Ұлы" <${at}>`, "Дала, Ұлы", `"Дала, Ұлы" <${at}>`],
  [`"The" Campaign <${at}>`, "The Campaign", `The Campaign <${at}>`],
];

const fromOf = (MAIL_FROM: string) => parseConfig({ MAIL_FROM }).mail.from;

test("a sender is an address, or a name and one, in quotes where it has signs", () => {
  for (const [given, name, spelled] of senders) {
    expect([given, fromOf(given)]).toEqual([given, { name, address: at }]);
    expect(spellSender({ name, address: at })).toBe(spelled);
    expect(readSender(spelled)).toEqual({ name, address: at });
  }
});

test("whatever a name holds, it is read as it was spelled, in time", () => {
  const name = fc.string({ unit: "binary" }).map((text) =>
    text
      .replace(/\p{Cc}|\p{Cs}/gu, "")
      .replace(/\s+/g, " ")
      .trim(),
  );
  fc.assert(
    fc.property(name, (typed) => {
      const sender = { name: typed || undefined, address: at };
      expect(readSender(spellSender(sender))).toEqual(sender);
    }),
  );
  for (const long of ["a ", '"', "a.", "<", "\\", "a@", "a"]) {
    expect(readSender(`${long.repeat(10_000)},`)).toBeUndefined();
    spellSender({ name: `${long.repeat(10_000)},`, address: at });
  }
});

/** A letter under the campaign's name, and a mail under the neutral sender. */
function parcels(campaign: string) {
  const tools = { ...mailTools, campaign: { ...mailTools.campaign, names: { en: campaign } } };
  const params = { letter: 1, member: 7, subject: "A letter", body: "Dear you" };
  const common = { to: "a@example.org", locale: "en" as const };
  const letter = { ...common, kind: "letter" as const, params, id: uuidv7(now) };
  return [
    packMail({ ...confirmMail, ...common, id: uuidv7(now) }, tools, true),
    packMail(letter, tools, true),
  ];
}

const campaigns = [
  "Demands, Kazakhstan",
  'The "Campaign" <x@y.org>',
  "Ұлы Дала, қор",
  "Plain",
  "a\\",
];

test("Resend is given the name in quotes where it needs them", async () => {
  await using standIn = await startStandIn();
  for (const [given, , spelled] of senders) {
    const transport = resendTransport({
      apiKey: "re_test",
      baseUrl: standIn.url,
      from: fromOf(given),
    });
    for (const campaign of campaigns) {
      standIn.taken.length = 0;
      await transport.send({ key: uuidv7(now), parcels: parcels(campaign), repeated: false }, now);
      const letter = spellSender({ name: campaign, address: at });
      expect(standIn.taken.map(({ from }) => from)).toEqual([spelled, letter]);
    }
  }
  expect(standIn.wrong).toEqual([]);
});

/** The sender in a message's head, its encoded words (RFC 2047) read. */
function headOf(message: string) {
  const head = /^From: (.*(?:\r\n[ \t].*)*)/m.exec(message)![1]!.replace(/\r\n[ \t]+/g, " ");
  expect(head).toMatch(/^[\x20-\x7e]+$/);
  if (!head.includes("=?")) return readSender(head);
  const [, name = "", address = ""] = /^(.*) <([^<>]+)>$/.exec(head)!;
  const bytes = [...name.matchAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi)].map(([, kind, text]) =>
    /b/i.test(kind!)
      ? Buffer.from(text!, "base64")
      : Buffer.from(unescape(text!.replaceAll("_", " ").replaceAll("=", "%")), "latin1"),
  );
  return { name: Buffer.concat(bytes).toString(), address };
}

test("a mail that leaves by SMTP has one sender, in ASCII, whatever the name holds", async () => {
  await using smtp = await startSmtp();
  const send = async (from: Sender, campaign: string) => {
    smtp.messages.length = 0;
    const transport = smtpTransport({ url: smtp.url, from });
    for (const parcel of parcels(campaign))
      await transport.send({ key: uuidv7(now), parcels: [parcel], repeated: false }, now);
    await transport.close();
    return smtp.messages.map(headOf);
  };
  for (const [given, name] of senders)
    expect([given, await send(fromOf(given), "Plain")]).toEqual([
      given,
      [
        { name, address: at },
        { name: "Plain", address: at },
      ],
    ]);
  for (const name of campaigns)
    expect((await send(fromOf(at), name))[1]).toEqual({ name, address: at });
});
