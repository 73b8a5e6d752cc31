import fc from "fast-check";
import { expect, test } from "vitest";

import { judgeMail } from "#app/answers/inbound/kinds/kind.ts";
import type { ReadMail } from "#app/answers/inbound/mail.ts";
import { readMail } from "#app/answers/inbound/reading/read-mail.ts";
import { partQuoted } from "#app/answers/inbound/reading/new-words.ts";
import { plainText } from "#app/answers/inbound/reading/plain-text.ts";

import {
  automaticReplies,
  deliveryReports,
  mail,
  multipart,
  realAnswers,
  type Sample,
} from "./support/inbound-mails.ts";

async function readOf({ name, raw }: Sample): Promise<ReadMail> {
  const read = await readMail(raw);
  if (typeof read === "string") throw new Error(`${name} is ${read}`);
  return read;
}

const bare = (text: string) => text.replace(/\s+/g, " ");

test("there are two hundred mails, half of them real answers", () => {
  expect(realAnswers()).toHaveLength(100);
  expect(automaticReplies().length).toBeGreaterThan(60);
  expect(deliveryReports().length).toBeGreaterThan(40);
});

test("none of a hundred real answers is missed, and its words are read whatever they are packed in", async () => {
  for (const sample of realAnswers()) {
    const read = await readOf(sample);
    expect([sample.name, judgeMail(read, undefined)]).toEqual([
      sample.name,
      { kind: "answer", sign: undefined },
    ]);
    expect([sample.name, bare(read.text)]).toEqual([
      sample.name,
      expect.stringContaining(bare(sample.says!)),
    ]);
    // who quotes our own letter has not written its words
    expect([sample.name, bare(read.text)]).toEqual([
      sample.name,
      expect.not.stringContaining("1 Example Street"),
    ]);
  }
});

test("no automatic reply is shown as an answer, whoever it is from", async () => {
  for (const sample of automaticReplies()) {
    const read = await readOf(sample);
    for (const doubt of [undefined, "not-signed"] as const)
      expect([sample.name, judgeMail(read, doubt).kind]).toEqual([sample.name, "automatic"]);
  }
});

test("no delivery report is shown as an answer or as an acknowledgement", async () => {
  for (const sample of deliveryReports()) {
    const read = await readOf(sample);
    expect([sample.name, judgeMail(read, "several-senders").kind]).toEqual([sample.name, "report"]);
  }
});

test("an answer whose sender is in doubt is none", async () => {
  const read = await readOf(realAnswers()[0]!);
  expect(judgeMail(read, "not-signed").kind).toBe("unverified");
});

const human: readonly [subject: string, headers: string[], body: string][] = [
  ["Re: your letter", ["Auto-Submitted: no"], "Yes."],
  ["Re: your letter", ["Auto-Submitted: No (by hand)"], "Yes."],
  ["Re: your letter", ["X-Auto-Response-Suppress: All"], "Yes."],
  ["Re: your letter", ["X-MS-Exchange-Inbox-Rules-Loop: ann@parliament.uk"], "Yes."],
  ["Re: your letter", ["Precedence: list"], "Yes."],
  ["Re: your letter", ["X-Autoreply: no"], "Yes."],
  ["Re: your letter", ["Return-Path: <ann@parliament.uk>"], "Yes."],
  ["Thank you for contacting me about Kazakhstan", [], "I support it."],
  ["Diolch am gysylltu ynghylch Kazakhstan", [], "Rwy’n cefnogi."],
  ["Absence of rights in Kazakhstan", [], "I agree."],
  ["Automatic voter registration", [], "No."],
  ["Delivery of your petition", [], "Please bring it on Tuesday."],
  ["Returned mail", [], "Your letter to my old office came back to me; my answer is yes."],
  ["Re: your letter", [], "Sorry, I was out of the office last week. I support this."],
  [
    "Re: your letter",
    [],
    "My staff send an automated response to most emails; this is from me. No.",
  ],
];

test("people are not taken for programs by what they write, nor by headers that people’s mails have", async () => {
  for (const [subject, headers, body] of human) {
    const read = await readOf({ name: subject, raw: mail({ subject, headers, body }) });
    expect([subject, headers, judgeMail(read, undefined)]).toEqual([
      subject,
      headers,
      { kind: "answer", sign: undefined },
    ]);
  }
});

const parted: readonly [whole: string, text: string][] = [
  ["Yes.\n\nOn Mon, 30 Nov 2026 at 09:12, Alex <a@example.org> wrote:\n> No?", "Yes."],
  ["Yes.\n\nOn Mon, 30 Nov 2026 at 09:12, Alex Example\n<a@example.org> wrote:\n\n> No?", "Yes."],
  [
    "Yes.\n\nAr Llun, 30 Tach 2026, ysgrifennodd Alex <a@example.org>:\n> No?",
    "Yes.\n\nAr Llun, 30 Tach 2026, ysgrifennodd Alex <a@example.org>:",
  ],
  ["Yes.\n\n-----Original Message-----\nFrom: Alex\n\nNo?", "Yes."],
  ["Yes.\n\nFrom: Alex\nSent: today\nTo: Ann\nSubject: letter\n\nNo?", "Yes."],
  ["Ie.\n\nOddi wrth: Alex\nAnfonwyd: heddiw\nAt: Ann\nPwnc: llythyr\n\nNo?", "Ie."],
  ["> No?\n\nYes.", "Yes."],
  ["> Is it so?\nYes.\n> And so?\nNo.", "Yes.\nNo."],
  ["> only what was quoted", "> only what was quoted"],
  ["From: what I see\nit is clear: yes", "From: what I see\nit is clear: yes"],
  ["On 3 May I wrote:\nyes", "On 3 May I wrote:\nyes"],
  ["Yes.\r\n\r\n\r\n\r\nNo.", "Yes.\n\nNo."],
];

test("what is new in a mail is parted from what it quotes", () => {
  for (const [whole, text] of parted)
    expect([whole, partQuoted(whole).text]).toEqual([whole, text]);
});

const pages: readonly [html: string, text: string][] = [
  ["<p>Yes.</p><p>And no.</p>", "Yes.\n\nAnd no."],
  ["<div>Yes,</div><div>and no.</div>", "Yes,\nand no."],
  ["a<br>b<br/>c", "a\nb\nc"],
  ["<style>p{}</style><script>alert(1)</script><p>Yes</p>", "Yes"],
  ["<p>&pound;5 &amp; &#8217;tis &#x2014; &nosuch;</p>", "£5 & ’tis — &nosuch;"],
  ["yes<blockquote>quoted<br>twice</blockquote>no", "yes\n> quoted\n> twice\n\nno"],
  ["<!-- a <p> comment -->Yes<!-- open", "Yes"],
  ["no end <p", "no end"],
  ["<p>a\n  b\tc</p>", "a b c"],
];

test("HTML is read as lines of text", () => {
  for (const [html, text] of pages) expect([html, plainText(html)]).toEqual([html, text]);
});

test("whatever HTML there is, it is read, and holds no tag", () => {
  const pieces = fc.constantFrom(
    "<",
    ">",
    "<p>",
    "</p>",
    "<blockquote>",
    "&lt;",
    "&#0;",
    "a",
    "<!--",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      expect(plainText(parts.join(""))).not.toContain("<p>");
    }),
  );
  for (const piece of ["<", "<a", "<p>", "&", "<style>", "<!--", " \u00a0", "<blockquote>", "\n> "])
    expect(plainText(piece.repeat(100_000))).toBeTypeOf("string");
});

test("a mail of whatever bytes is read, or said to be unreadable", async () => {
  const whole = realAnswers()[77]!.raw;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
      async (changes) => {
        const raw = Buffer.from(whole);
        for (const [at, byte] of changes) raw[at] = byte;
        const read = await readMail(raw);
        if (typeof read !== "string") judgeMail(read, undefined);
      },
    ),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      await readMail(bytes);
    }),
  );
  expect(await readMail(Buffer.alloc(0))).toBe("malformed");
});

const part = "Content-Type: text/plain\n\nYes.";
/** What is meant to break who reads it. */
const hostile: readonly [name: string, raw: () => Buffer, kind: string][] = [
  [
    "500 parts",
    () =>
      mail({
        type: "multipart/mixed; boundary=b",
        body: multipart("b", Array<string>(500).fill(part)),
      }),
    "read",
  ],
  [
    "50,000 parts",
    () =>
      mail({
        type: "multipart/mixed; boundary=b",
        body: multipart("b", Array<string>(50_000).fill(part)),
      }),
    "unreadable",
  ],
  [
    "parts in parts in parts",
    () => {
      let body = part;
      for (let n = 0; n < 400; n++)
        body = `Content-Type: multipart/mixed; boundary=b${n}\n\n${multipart(`b${n}`, [body])}`;
      return mail({
        headers: body.split("\n")[0]!.includes("boundary") ? [body.split("\n")[0]!] : [],
        body,
      });
    },
    "unreadable",
  ],
  ["no end", () => mail({ type: "multipart/mixed; boundary=b", body: `--b\n${part}` }), "read"],
  ["no boundary", () => mail({ type: "multipart/mixed", body: part }), "read"],
  [
    "a boundary that is not there",
    () => mail({ type: "multipart/mixed; boundary=nowhere", body: part }),
    "read",
  ],
  [
    "headers without end",
    () => Buffer.from(`From: <a@b.example>\r\nX: ${"y".repeat(3_000_000)}`),
    "unreadable",
  ],
  [
    "forty thousand headers",
    () => mail({ headers: Array<string>(40_000).fill("X-A: b"), body: "Yes." }),
    "unreadable",
  ],
  ["nothing", () => Buffer.alloc(0), "unreadable"],
  [
    "random bytes",
    () => Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7919) % 256)),
    "unreadable",
  ],
  [
    "a charset that there is not",
    () => mail({ type: "text/plain; charset=x-nobodys", body: "Yes." }),
    "read",
  ],
  [
    "UTF-16",
    () => mail({ type: "text/plain; charset=utf-16le", body: Buffer.from("Yes.", "utf16le") }),
    "read",
  ],
  ["broken base64", () => mail({ encoding: "base64", body: "!!!?===WWVz====" }), "read"],
  [
    "broken quoted-printable",
    () => mail({ encoding: "quoted-printable", body: "Yes=ZZ=\n=" }),
    "read",
  ],
  [
    "NUL and lone surrogates",
    () => mail({ encoding: "base64", body: Buffer.from("Yes\0\ud800.").toString("base64") }),
    "read",
  ],
  [
    "an archive of nothing but zeros",
    () =>
      mail({
        type: "application/zip; name=a.zip",
        encoding: "base64",
        body: Buffer.alloc(2_000_000).toString("base64"),
      }),
    "read",
  ],
  [
    "a mail in a mail in a mail",
    () =>
      mail({
        type: "message/rfc822",
        body: `${"Content-Type: message/rfc822\n\n".repeat(3_000)}Yes.`,
      }),
    "read",
  ],
  [
    "HTML that closes nothing",
    () => mail({ type: "text/html", body: "<div><b><blockquote>".repeat(100_000) }),
    "read",
  ],
  [
    "a subject of a megabyte",
    () => mail({ subject: "y".repeat(400_000), body: "Yes." }),
    "unreadable",
  ],
  [
    "addresses without end",
    () => mail({ to: "a@b.example, ".repeat(20_000), body: "Yes." }),
    "unreadable",
  ],
];

test("what is meant to break who reads it is read, or said to be unreadable", async () => {
  for (const [name, raw, how] of hostile) {
    const read = await readMail(raw());
    if (typeof read !== "string") judgeMail(read, undefined);
    expect([name, typeof read === "string" ? "unreadable" : "read"]).toEqual([name, how]);
  }
});
