/** Whatever files, mails and events come in: they are refused or kept, soon, within bounds, and never a fault of ours. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { caseworkIn } from "#app/answers/casework.ts";
import { judgeMail } from "#app/answers/inbound/kinds/kind.ts";
import { examine } from "#app/answers/inbound/reading/examine.server.ts";
import { createReader } from "#app/answers/inbound/reading/reader.server.ts";
import { takesMails } from "#app/answers/inbound/take-notice.server.ts";
import { workMails } from "#app/answers/inbound/work-mails.server.ts";
import { readFiles } from "#app/demands/files/read-files.ts";
import { readBytes, UnreadableFile } from "#app/imports/open-file.server.ts";
import {
  readAreasFile,
  readMembersFile,
  readSittingsFile,
} from "#app/imports/read-lists.server.ts";
import { nothingRead, readPostcodes } from "#app/imports/read-postcodes.server.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { raiseAnew } from "#app/organisers/tasks.server.ts";
import { readAddresses } from "#app/supporters/lists/read-addresses.server.ts";
import { renderMailMarkdown, renderMarkdown } from "#app/words/markdown.ts";
import { signWebhook } from "#emails/verify-webhook.ts";
import { receiveWebhook } from "#emails/webhook.ts";

import { freshDatabase, type TestDatabase } from "./support/database.ts";
import { type DnsStandIn, startDns } from "./support/dns-stand-in.ts";
import { nested, SCRIPT, text } from "./support/hell/text.ts";
import { soon, tryOut } from "./support/hell/try.ts";
import { now } from "./support/house.ts";
import { mail, multipart, REPLIES } from "./support/inbound-mails.ts";
import { receivedEvent } from "./support/resend-receiving.ts";
import { webhookSecret } from "./support/signed-webhook.ts";
import { testKeys } from "./support/signers.ts";
import { zip } from "./support/zip.ts";

const HOUR = 3_600_000;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-hell-"));
let dns: DnsStandIn;
let database: TestDatabase;
beforeAll(async () => {
  dns = await startDns({});
  database = await freshDatabase();
});
afterAll(async () => {
  fs.rmSync(folder, { recursive: true });
  await dns[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((some) => Buffer.from(some)),
  text.map((some) => Buffer.from(some)),
  text.map((some) => Buffer.from(`\ufeff${some}`, "utf16le")),
);

// files that are imported

const cell = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "E14001172",
      "Leeds",
      "1",
      "ann@example.org",
      "2026-12-18",
      "SW1A1AA",
      "",
    ),
  },
  { weight: 2, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"', '""', '"a\n', "\0", "\r", ";", "\t", "x".repeat(2_000)),
  },
);
const header = fc.constantFrom(
  "code,name,region_code,region,country",
  "pcon_code,member_id,full_title,display_as,party_text,member_email",
  "from,to",
  "email;language",
  "pcds,pcon",
  "sep=;\nemail",
  "__proto__,constructor",
);
const table = fc
  .tuple(
    header,
    fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 30 }),
    fc.constantFrom("\n", "\r\n", "\r"),
    fc.integer({ min: 1, max: 200 }),
  )
  .map(([head, rows, end, times]) => {
    const lines = rows.map((cells) => cells.join(","));
    return Buffer.from([head, ...lines, ...Array<string>(times).fill(lines[0] ?? "")].join(end));
  });
const packed = fc.oneof(
  table.map((some) => gzipSync(some)),
  fc.tuple(table, fc.nat(200)).map(([some, cut]) => gzipSync(some).subarray(0, -cut - 1)),
  fc
    .tuple(table, text)
    .map(([some, name]) => zip({ [`Data/${name.slice(0, 300)}.csv`]: some.toString() })),
  fc.tuple(table, fc.nat(), fc.nat(255)).map(([some, at, byte]) => {
    const one = zip({ "../../evil.csv": some.toString(), "Data/a.csv": some.toString() });
    one[at % one.length] = byte;
    return one;
  }),
);
const file = fc.oneof(
  { weight: 4, arbitrary: table },
  { weight: 2, arbitrary: packed },
  { weight: 1, arbitrary: bytes },
);

/** Has every reader of files read one; only what is fit to be shown is thrown. */
async function readAll(content: Buffer): Promise<void> {
  const name = path.join(folder, "given.csv");
  fs.writeFileSync(name, content);
  for (const read of [readAreasFile, readMembersFile, readSittingsFile])
    await soon(() => read(name));
  await soon(() => readAddresses("list.csv", content));
  await soon(async () => {
    try {
      const chunks = readPostcodes(readBytes(name), nothingRead(), () => {});
      for await (const batch of chunks) expect(typeof batch).toBe("string");
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
    }
  });
}

test("no file brings an importer's reader down, or keeps it long", { timeout: HOUR }, async () => {
  await tryOut("a file", file, 15, readAll);
});

test(
  "what unpacks to a thousand times its size is read as far as its kind may be, and no further",
  { timeout: HOUR },
  async () => {
    const line = "x".repeat(1_000);
    const most = 64 * 1024 * 1024;
    const zeros = Buffer.alloc(most);
    const lines = Buffer.from(
      `code,name,region_code,region,country\n${`${line}\n`.repeat(20_000)}`,
    );
    const before = process.memoryUsage().rss;
    for (const bomb of [
      gzipSync(zeros),
      gzipSync(lines),
      zip({ "Data/a.csv": lines.toString() }),
      gzipSync(gzipSync(gzipSync(lines))),
    ])
      await readAll(bomb);
    expect(deflateRawSync(zeros).length).toBeLessThan(most / 500);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(900);
  },
);

// demands as files

const laughs = `---\na: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefghi"].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[at]}`).join(",")}]\n`).join("")}---\nbody`;
const yaml = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.constantFrom(
            "slug",
            "language",
            "title",
            "state",
            "timeline",
            "__proto__",
            "topics",
            "?",
            "<<",
            "!!js/function",
          ),
          fc.oneof(
            text,
            fc.constantFrom(
              "en",
              "!!binary x",
              "*a",
              "&a b",
              "| ",
              ">-",
              "{",
              "[",
              "'",
              "2026-01-01",
            ),
          ),
        ),
        { maxLength: 12 },
      )
      .map(
        (pairs) =>
          `---\n${pairs.map(([name, value]) => `${name}: ${value}`).join("\n")}\n---\n# Body`,
      ),
  },
  { weight: 1, arbitrary: nested.map((deep) => `---\nslug: ${deep}\n---\n${deep}`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("[", "{a: ", "- ", "? ", "!!x "), fc.integer({ min: 1, max: 3_000 }))
      .map(([one, times]) => `---\na: ${one.repeat(times)}\n---\n`),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 700 })
      .map(
        (depth) =>
          `---\n${Array.from({ length: depth }, (_, at) => `${" ".repeat(at)}a:`).join("\n")} b\n---\n`,
      ),
  },
  { weight: 1, arbitrary: fc.constantFrom(laughs, "---", "---\n---", "---\n\0\n---", "") },
);

test(
  "no file of a demand brings its reader down, or keeps it long",
  { timeout: HOUR },
  async () => {
    await tryOut(
      "a demand's file",
      fc.array(yaml, { minLength: 1, maxLength: 3 }),
      15,
      async (texts) => {
        const files = texts.map((one, at) => ({ name: `a${at}.en.md`, text: one }));
        await soon(() => readFiles(files, now));
      },
    );
  },
);

// Markdown of organisers

const markdown = fc.oneof(
  text,
  fc
    .array(
      fc.oneof(
        text,
        nested,
        fc.constantFrom(
          "\n\n",
          "# ",
          "[a](",
          ")",
          "<",
          "https://a.example/",
          "*",
          "_",
          "> ",
          "1. ",
          "[a]: ",
        ),
      ),
      { maxLength: 12 },
    )
    .map((all) => all.join("")),
);

test("no Markdown keeps a page long, or becomes more than it may", { timeout: HOUR }, async () => {
  await tryOut("Markdown", markdown, 150, async (source) => {
    // no field of a form is longer
    const typed = source.slice(0, 20_000);
    await soon(() => {
      for (const html of [renderMarkdown(typed), renderMailMarkdown(typed)]) {
        expect(html.includes(SCRIPT)).toBe(false);
        expect(
          /<(?!\/?(?:h[1-6]|p|br|ul|ol|li|em|strong|a|blockquote|code|wbr|span)\b)[a-z]/i.exec(
            html,
          )?.[0],
        ).toBeUndefined();
      }
    });
  });
});

// mails that come in

const types = fc.constantFrom(
  ...[
    'text/plain; charset="utf-8"',
    "text/html",
    "text/plain; charset=utf-7",
    "text/plain; charset=x",
    "message/rfc822",
    "multipart/mixed",
    "text/plain; format=flowed",
  ],
  ...[
    'multipart/mixed; boundary=""',
    'multipart/report; boundary="b"',
    `text/plain; ${"a=b;".repeat(2_000)}`,
    "text/plain; name*0*=utf-8''%ff",
    "\0",
  ],
);
const encodings = fc.constantFrom(
  "8bit",
  "base64",
  "quoted-printable",
  "binary",
  "x-uuencode",
  "7bit; a",
  "",
);
const oddHeaders = fc.array(
  fc.oneof(
    fc
      .tuple(
        fc.constantFrom(
          "Subject",
          "From",
          "To",
          "Cc",
          "Auto-Submitted",
          "DKIM-Signature",
          "Date",
          "Content-Disposition",
          "Delivered-To",
          "Return-Path",
        ),
        text,
      )
      .map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, " ").slice(0, 5_000)}`),
    fc.constantFrom(
      "Subject: =?utf-8?B?/////w==?=",
      "Subject: =?x?Q?=ff?=",
      `Subject: ${"=?utf-8?Q?a?= ".repeat(3_000)}`,
      `To: ${"a@b.example,".repeat(5_000)}`,
      "From: <>",
      'From: "\\"',
      `From: ${"(".repeat(5_000)}`,
      `DKIM-Signature: ${"v=1; ".repeat(2_000)}`,
      "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=x; h=from; bh=x; b=x; l=1",
      "no colon",
      " folded",
      `X: ${"a".repeat(200_000)}`,
    ),
  ),
  { maxLength: 6 },
);
const part = fc.tuple(types, text).map(([type, body]) => `Content-Type: ${type}\n\n${body}`);
const nestedParts = fc.integer({ min: 1, max: 3_000 }).map((depth) => {
  const all = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\n\n--b${at}\n`,
  );
  return `--b\n${all.join("")}Content-Type: text/plain\n\ninside`;
});
const mailBody = fc.oneof(
  { weight: 3, arbitrary: bytes },
  { weight: 2, arbitrary: fc.array(part, { maxLength: 6 }).map((parts) => multipart("b", parts)) },
  { weight: 1, arbitrary: nestedParts },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "\n--b\n".repeat(50_000),
      "> ".repeat(100_000),
      "<div>".repeat(80_000),
      "&#x".repeat(100_000),
      "<!--".repeat(60_000),
      "On a wrote:\n".repeat(20_000),
      `On ${"a ".repeat(100_000)}`,
      "a".repeat(1_000_000),
      "=\n".repeat(100_000),
      "From: a\nSent: b\n".repeat(20_000),
      "07700900123 ".repeat(20_000),
      "1 ".repeat(100_000),
      "@".repeat(100_000),
      `${"a@".repeat(50_000)}b`,
    ),
  },
);
const hostileMail = fc.oneof(
  { weight: 1, arbitrary: bytes },
  {
    weight: 8,
    arbitrary: fc
      .record({
        headers: oddHeaders,
        type: fc.oneof(
          types,
          fc.constant('multipart/mixed; boundary="b"'),
          fc.constant("text/html"),
        ),
        encoding: encodings,
        body: mailBody,
      })
      .map((making) => mail(making)),
  },
);

test("no mail brings its reader down, or keeps it long", { timeout: HOUR }, async () => {
  await tryOut("a mail", hostileMail, 40, async (raw) => {
    await soon(async () => {
      const examined = await examine(raw, [dns.server]);
      if ("unreadable" in examined) return;
      judgeMail(examined.mail, undefined);
      caseworkIn(`${examined.mail.subject}\n${examined.mail.text}`, ["Alex Example"]);
    });
  });
});

test(
  "whatever a mail is, it is kept or given up as it came, by the thread that reads it",
  { timeout: HOUR },
  async () => {
    const { db } = database;
    const readThere = createReader({ servers: [dns.server] });
    const hearer = { ...mailHearer, ...takesMails(testKeys, REPLIES) };
    let count = 0;
    await tryOut("a mail that comes in", hostileMail, 5, async (raw) => {
      const id = `hell${++count}`;
      const body = JSON.stringify(receivedEvent(id, [`a@${REPLIES}`]));
      const timestamp = String(Math.floor(now.getTime() / 1000));
      const signature = signWebhook(webhookSecret, id, timestamp, body).toString("base64");
      const headers = new Headers({
        "svix-id": id,
        "svix-timestamp": timestamp,
        "svix-signature": `v1,${signature}`,
      });
      expect(await receiveWebhook(db, hearer, webhookSecret, headers, body, now)).toBe("taken");
      const tools = {
        db,
        keys: testKeys,
        domain: REPLIES,
        known: [],
        raise: raiseAnew,
        fetch: () => Promise.resolve(raw),
        read: readThere,
      };
      expect(await workMails(tools, () => now)).toBe(1);
      const left = await db
        .selectFrom("inbound_mail")
        .select("id")
        .where("provider_id", "=", id)
        .where("due_at", "is not", null)
        .execute();
      expect(left).toEqual([]);
      // so many of strangers are kept, and no more
      await db.deleteFrom("inbound_mail").execute();
    });
  },
);

// events of the provider, truly signed

const odd = fc.oneof(
  text,
  fc.integer(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({}),
  fc.boolean(),
);
const event = fc.oneof(
  bytes.map((some) => some.toString()),
  fc.json({ maxDepth: 6 }),
  fc.integer({ min: 1, max: 200_000 }).map((n) => "[".repeat(n)),
  fc.integer({ min: 1, max: 150_000 }).map((n) => '{"data":'.repeat(n)),
  fc
    .record({
      type: fc.oneof(
        fc.constantFrom(
          "email.bounced",
          "email.received",
          "email.delivered",
          "email.opened",
          "email.complained",
        ),
        odd,
      ),
      created_at: odd,
      data: fc.oneof(
        odd,
        fc.record({
          email_id: odd,
          to: fc.oneof(odd, fc.array(odd)),
          received_for: fc.array(odd),
          subject: odd,
          tags: fc.oneof(odd, fc.record({ message: odd, kind: odd })),
          bounce: odd,
          message_id: odd,
        }),
      ),
    })
    .map((one) => JSON.stringify(one)),
);

test("no event brings the webhook down, though it is truly signed", { timeout: HOUR }, async () => {
  const hearer = { ...mailHearer, ...takesMails(testKeys, REPLIES) };
  let count = 0;
  await tryOut("an event", event, 60, async (body) => {
    const id = `event${++count}`;
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const signature = signWebhook(webhookSecret, id, timestamp, body).toString("base64");
    const headers = new Headers({
      "svix-id": id,
      "svix-timestamp": timestamp,
      "svix-signature": `v1,${signature}`,
    });
    await soon(async () => {
      expect(await receiveWebhook(database.db, hearer, webhookSecret, headers, body, now)).toBe(
        "taken",
      );
    });
  });
});
