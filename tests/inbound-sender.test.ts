import { expect, test } from "vitest";

import { examine } from "#app/answers/inbound/reading/examine.server.ts";
import { doubtIn, type Sending } from "#app/answers/inbound/reading/known-sender.ts";

import { createSigner } from "./support/dkim.ts";
import { startDns } from "./support/dns-stand-in.ts";
import { mail, MEMBER } from "./support/inbound-mails.ts";

const parliament = createSigner("parliament.uk");
const office = createSigner("ann-example.example.org");
const newsletters = createSigner("newsletters.example.com");
const short = createSigner("short.example.org", "s1", 512);
// domains that read as another's to who takes them for the address of a page
const evil = createSigner("evil.example");
const slashed = createSigner("parliament.uk/.evil.example");
const records = {
  ...evil.record,
  ...slashed.record,
  ...parliament.record,
  ...office.record,
  ...newsletters.record,
  ...short.record,
  "_dmarc.parliament.uk": ["v=DMARC1; p=reject"],
  "_dmarc.strict.example": ["v=DMARC1; p=reject; adkim=s"],
};
const addresses = ["ann@ann-example.example.org", "Ann@Short.example.org", "ann@strict.example"];

async function doubtOf(raw: Buffer, isCopyKnown = true) {
  await using dns = await startDns(records);
  const examined = await examine(raw, [dns.server]);
  if ("unreadable" in examined) return examined.unreadable;
  return doubtIn(examined.sending, isCopyKnown ? addresses : undefined);
}

const own = '"Ann" <ann@ann-example.example.org>';
const answer = (from?: string, headers: string[] = []) =>
  mail({ body: "Yes, I support this.", ...(from && { from }), headers });

test("a mail from a known address that its domain signed is the member’s, and so is Parliament’s", async () => {
  expect(await doubtOf(office.sign(answer(own)))).toBeUndefined();
  expect(await doubtOf(parliament.sign(answer()))).toBeUndefined();
  expect(await doubtOf(parliament.sign(answer("Office <office.7@parliament.uk>")))).toBeUndefined();
  expect(await doubtOf(office.sign(newsletters.sign(answer(own))))).toBeUndefined();
});

test("whoever writes another’s name above a mail is in doubt, each for a reason", async () => {
  const changed = (raw: Buffer) =>
    Buffer.from(raw.toString("latin1").replace("Yes, I support", "No, I oppose "), "latin1");
  const forged: [string, Buffer][] = [
    ["not-signed", answer()],
    ["not-signed", answer(own)],
    ["not-aligned", newsletters.sign(answer())],
    ["not-aligned", newsletters.sign(answer(own))],
    ["bad-signature", changed(parliament.sign(answer()))],
    ["unknown-sender", newsletters.sign(answer("Ann Example MP <ann@newsletters.example.com>"))],
    ["unknown-sender", answer("<ann@notparliament.uk>")],
    ["unknown-sender", answer("<ann@parliament.uk.example.com>")],
    ["unknown-sender", answer('"ann.example.mp@parliament.uk" <x@example.com>')],
    ["unknown-sender", evil.sign(answer('"Ann" <ann@evil.example/.parliament.uk>'))],
    ["unknown-sender", evil.sign(answer('"Ann" <ann@evil.example?.parliament.uk>'))],
    ["unknown-sender", evil.sign(answer('"Ann" <ann@evil.example:1.parliament.uk>'))],
    ["not-aligned", slashed.sign(answer())],
    // another From above the signed one, or two in one
    [
      "several-senders",
      parliament.sign(
        answer(undefined, [`From: <boss@parliament.uk>`, `From: <ann@parliament.uk>`]),
      ),
    ],
    ["several-senders", parliament.sign(answer("<ann@parliament.uk>, <x@example.com>"))],
    ["several-senders", answer("nobody")],
    // a part of the body alone, a short key, an old hash
    ["bad-signature", parliament.sign(answer(), { length: 4 })],
    ["bad-signature", short.sign(answer("<ann@short.example.org>"))],
    ["bad-signature", parliament.sign(answer(), { algorithm: "sha1" })],
  ];
  for (const [doubt, raw] of forged)
    expect([raw.toString("latin1").slice(0, 400), await doubtOf(raw)]).toEqual([
      raw.toString("latin1").slice(0, 400),
      doubt,
    ]);
  expect(await doubtOf(parliament.sign(answer()), false)).toBe("no-copy");
});

test("where the DNS says nothing, the sender is not verified", async () => {
  await using silent = await startDns({}, false);
  const examined = await examine(parliament.sign(answer()), [silent.server]);
  expect("sending" in examined && doubtIn(examined.sending, addresses)).toBe("dns-away");
  await using empty = await startDns({});
  const noKey = await examine(parliament.sign(answer()), [empty.server]);
  expect("sending" in noKey && doubtIn(noKey.sending, addresses)).toBe("bad-signature");
});

const from = (address: string) => [{ name: "", address }];
const passed = (domain: string) => [{ domain, result: "pass" as const }];

test("a domain that wants its own name in signatures is believed by no other, not by one below it", () => {
  const judged = (address: string, domain: string, strictness: Sending["strictness"]) =>
    doubtIn({ from: from(address), signatures: passed(domain), strictness }, addresses);
  expect(judged("ann@strict.example", "strict.example", "strict")).toBeUndefined();
  expect(judged("ann@strict.example", "mail.strict.example", "strict")).toBe("not-aligned");
  expect(judged("ann@strict.example", "mail.strict.example", "relaxed")).toBeUndefined();
  expect(judged("ann@strict.example", "strict.example", "away")).toBe("dns-away");
  expect(judged("a@parliament.uk", "mail.parliament.uk", "relaxed")).toBeUndefined();
  // of a registry's suffix everybody has a part
  expect(judged("ann@ann-example.example.org", "example.org", "relaxed")).toBeUndefined();
  expect(
    doubtIn({ from: from("a@x.co.uk"), signatures: passed("y.co.uk"), strictness: "relaxed" }, [
      "a@x.co.uk",
    ]),
  ).toBe("not-aligned");
});

test("a mail may have as many signatures as it likes, and asks for a few keys", async () => {
  await using dns = await startDns(records);
  let raw = answer();
  for (let n = 0; n < 60; n++) raw = createSignature(n, raw);
  const examined = await examine(raw, [dns.server]);
  expect("sending" in examined && doubtIn(examined.sending, addresses)).not.toBeUndefined();
  expect(dns.asked.length).toBeLessThan(40);
  expect(MEMBER.address).toContain("parliament.uk");
});

function createSignature(n: number, raw: Buffer): Buffer {
  const line = `DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=d${n}.example.net; s=s; h=From; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n`;
  return Buffer.concat([Buffer.from(line), raw]);
}
