/** What is said of SPF, DKIM and DMARC of the domain that mails are from. */
import { expect, test } from "vitest";

import { holdLook } from "#app/campaign/dns/hold-look.server.ts";
import { judge } from "#app/campaign/dns/judge.ts";
import { lookUpDomain } from "#app/campaign/dns/look-up.server.ts";

import { startDns } from "./support/dns-stand-in.ts";

type Records = Record<string, string[]>;

async function verdicts(service: "resend" | "smtp", records: Records) {
  await using dns = await startDns(records);
  const looked = await lookUpDomain("mail.example.org", service, [dns.server]);
  return judge(looked, service, "us@example.org").map(({ verdict, why }) =>
    why ? `${verdict}: ${why}` : verdict,
  );
}

const resendKey = `p=${"MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB".repeat(10)}`;

test("records as Resend asks for them are in order, though a key comes in pieces", async () => {
  const records = {
    "send.mail.example.org": ["v=spf1 include:amazonses.com ~all"],
    "resend._domainkey.mail.example.org": [resendKey],
    "_dmarc.mail.example.org": ["v=DMARC1; p=quarantine;"],
  };
  expect(await verdicts("resend", records)).toEqual(["right", "right", "right"]);
});

test("what is missing is told with the record to add", async () => {
  await using dns = await startDns({ "example.org": ["some other record"] });
  const looked = await lookUpDomain("mail.example.org", "resend", [dns.server]);
  expect(judge(looked, "resend", "us@example.org")).toEqual([
    {
      ...{ what: "spf", name: "send.mail.example.org", verdict: "missing" },
      add: "v=spf1 include:amazonses.com ~all",
    },
    { what: "dkim", name: "resend._domainkey.mail.example.org", verdict: "missing" },
    {
      ...{ what: "dmarc", name: "_dmarc.mail.example.org", verdict: "missing" },
      add: "v=DMARC1; p=none; rua=mailto:us@example.org",
    },
  ]);
});

test("a policy of the domain above counts, and one that only asks for reports says so", async () => {
  await using dns = await startDns({ "_dmarc.example.org": ["v=DMARC1; p=none"] });
  const { dmarc } = await lookUpDomain("mail.example.org", "smtp", [dns.server]);
  expect(dmarc.name).toBe("_dmarc.example.org");
  expect(await verdicts("smtp", { "_dmarc.example.org": ["v=DMARC1; p=none"] })).toEqual([
    "missing",
    "missing",
    "right: reports-only",
  ]);
});

test("records that receivers take none of are to be mended", async () => {
  const several = {
    "mail.example.org": ["v=spf1 mx ~all", "v=spf1 a ~all"],
    "_dmarc.mail.example.org": ["v=DMARC1; p=none", "v=DMARC1; p=reject"],
  };
  expect(await verdicts("smtp", several)).toEqual(["wrong: several", "missing", "wrong: several"]);
  const loose = {
    "send.mail.example.org": ["v=spf1 +all"],
    "resend._domainkey.mail.example.org": ["v=DKIM1; p="],
  };
  expect(await verdicts("resend", loose)).toEqual(["wrong: anybody", "wrong: revoked", "missing"]);
  const others = { "send.mail.example.org": ["v=spf1 include:other.example ~all"] };
  expect((await verdicts("resend", others))[0]).toBe("wrong: not-theirs");
});

test("of another service’s keys it is seen that there are some, whatever their name", async () => {
  const records = {
    "mail.example.org": ["v=spf1 mx -all"],
    "k1._domainkey.mail.example.org": ["p=abc"],
  };
  expect(await verdicts("smtp", records)).toEqual(["right", "right", "missing"]);
});

test("where nobody answers, nothing is said of the records, and nobody waits for ever", async () => {
  await using silent = await startDns({}, false);
  const looked = await lookUpDomain("mail.example.org", "smtp", [silent.server]);
  expect(judge(looked, "smtp", undefined).map(({ verdict }) => verdict)).toEqual([
    "away",
    "away",
    "away",
  ]);
});

test("a page does not wait for a slow look, and the next one has what came of it", async () => {
  await using silent = await startDns({}, false);
  const held = holdLook(
    () => lookUpDomain("mail.example.org", "smtp", [silent.server]),
    () => 0,
  );
  expect(await held.get(1)).toBeUndefined();
  expect((await held.get(60_000))?.spf.found).toBe("away");
});

test("a look is kept for some minutes, and is forgotten when asked", async () => {
  await using dns = await startDns({ "mail.example.org": ["v=spf1 mx -all"] });
  let time = 0;
  const held = holdLook(
    () => lookUpDomain("mail.example.org", "smtp", [dns.server]),
    () => time,
  );
  expect((await held.get(5_000))?.spf.found).toEqual(["v=spf1 mx -all"]);
  const asked = dns.asked.length;
  await held.get(5_000);
  expect(dns.asked).toHaveLength(asked);
  held.forget();
  await held.get(5_000);
  expect(dns.asked).toHaveLength(2 * asked);
  time += 6 * 60_000;
  await held.get(5_000);
  expect(dns.asked).toHaveLength(3 * asked);
});
