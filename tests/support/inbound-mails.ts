/** Mails as they come in to a campaign, made anew: what offices answer, what programs answer, what servers report. */

export interface Sample {
  name: string;
  raw: Buffer;
  /** Words that somebody wrote and that must be read in it. */
  says?: string;
}

export const MEMBER = { name: "Ann Example MP", address: "ann.example.mp@parliament.uk" };
export const REPLIES = "replies.example.org";
const LETTER = "12,345 people ask you: will you support the political prisoners?";
const QUOTED = [
  "Dear Ann Example,",
  "",
  "412 people in Leeds North West have signed. Will you support this, yes or no?",
  "",
  "Alex Example, 1 Example Street, London, 020 7946 0123",
];

export interface Making {
  from?: string;
  to?: string;
  subject?: string;
  headers?: readonly string[];
  /** With its own headers below; else plain text in UTF-8. */
  type?: string;
  encoding?: string;
  body: string | Buffer;
}

const ascii = (text: string) => /^[\x20-\x7e]*$/.test(text);
const word = (text: string) =>
  ascii(text) ? text : `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;

/** A mail as it comes over the wire. */
export function mail(making: Making): Buffer {
  const {
    from = `"${MEMBER.name}" <${MEMBER.address}>`,
    to = `<r-aaaa@${REPLIES}>`,
    subject = `RE: ${LETTER}`,
    headers = [],
    type = 'text/plain; charset="utf-8"',
    encoding = "8bit",
    body,
  } = making;
  const own = new Set(headers.map((line) => line.split(":")[0]!.toLowerCase()));
  const others = [
    "Return-Path: <bounce@example.org>",
    "Received: from mail.example.org (mail.example.org [192.0.2.1]) by inbound.example.net;\r\n Mon, 30 Nov 2026 10:00:00 +0000",
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${word(subject)}`,
    "Date: Mon, 30 Nov 2026 09:59:58 +0000",
    "Message-ID: <one@example.org>",
    "MIME-Version: 1.0",
    `Content-Type: ${type}`,
    `Content-Transfer-Encoding: ${encoding}`,
  ].filter((line) => !own.has(line.split(":")[0]!.toLowerCase()));
  const head = [...headers, ...others];
  const bytes = typeof body === "string" ? Buffer.from(body.replace(/\r?\n/g, "\r\n")) : body;
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), bytes]);
}

/** Parts between boundaries, each with its headers. */
export const multipart = (boundary: string, parts: readonly string[]) =>
  `${parts.map((part) => `--${boundary}\n${part}\n`).join("")}--${boundary}--\n`;

export const quotedPrintable = (bytes: Buffer): string =>
  [...bytes]
    .map((byte) =>
      (byte >= 32 && byte < 127 && byte !== 61) || byte === 10
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    )
    .join("")
    .replace(/[^\n]{70}(?=[^\n])/g, (line) =>
      /=.?$/.test(line) ? `${line.replace(/=.?$/, "")}=\n${/=.?$/.exec(line)![0]}` : `${line}=\n`,
    );

const base64 = (text: string | Buffer) =>
  Buffer.from(text as string)
    .toString("base64")
    .replace(/.{76}/g, "$&\n");
const html = (text: string) =>
  `<html><head><style>p{margin:0}</style></head><body>${text
    .split("\n\n")
    .map((part) => `<p>${part.replace(/&/g, "&amp;").replace(/\n/g, "<br>")}</p>`)
    .join("")}</body></html>`;
/** What windows-1252 writes otherwise than Latin 1. */
const windows = (text: string) =>
  Buffer.from(
    text
      .replace(/’/g, "\x92")
      .replace(/“/g, "\x93")
      .replace(/”/g, "\x94")
      .replace(/–/g, "\x96")
      .replace(/£/g, "\xa3"),
    "latin1",
  );

const marked = QUOTED.map((line) => `> ${line}`).join("\n");
const gmail = `On Mon, 30 Nov 2026 at 09:12, Alex Example <r-aaaa@${REPLIES}> wrote:`;
const outlook = [
  "From: Alex Example <campaign@example.org>",
  "Sent: 30 November 2026 09:12",
  `To: ${MEMBER.name} <${MEMBER.address}>`,
  `Subject: ${LETTER}`,
].join("\n");

/** What offices write; the first sentence is what must be read. */
export const answers: readonly string[] = [
  "Yes – I support this demand and I’ve said so to the Foreign Secretary.",
  "No. I do not support this, for reasons that I have set out in the House.",
  "I can support the first part of what you ask, but not the second.",
  "I don’t take positions on campaigns by email, as I’m sure you understand.",
  "Thank you for your email of 30 November. I have raised the matter with ministers and await their reply.",
  "Diolch am eich neges. Rwy’n cefnogi’r alwad hon yn llwyr.",
  "Ann has asked me to reply on her behalf: she will sign the motion this week.",
  "Could you tell me which of the signatories live in my constituency, and send me their postal addresses?",
  "Apologies for the delay, I have been out of the office. My answer is yes.",
  "Received with thanks. I’ll write to the Minister, and send you the reply when it’s here. It costs £5 million.",
];

interface Shape {
  name: string;
  make: (says: string, index: number) => Making;
}

const rest = "\n\nYours sincerely,\n\nAnn Example MP\nHouse of Commons, London SW1A 0AA";

/** Ways in which mail programs put an answer together. */
export const shapes: readonly Shape[] = [
  {
    name: "plain, above what Outlook quotes",
    make: (says) => ({
      body: `${says}${rest}\n\n________________________________\n${outlook}\n\n${QUOTED.join("\n")}`,
      headers: ["Thread-Index: AdA=", "X-MS-Has-Attach:", "Accept-Language: en-GB"],
    }),
  },
  {
    name: "plain, above what Gmail quotes",
    make: (says) => ({ body: `${says}${rest}\n\n${gmail}\n\n${marked}\n` }),
  },
  {
    name: "below what it quotes",
    make: (says) => ({ body: `${gmail}\n${marked}\n\n${says}${rest}\n` }),
  },
  {
    name: "HTML alone",
    make: (says) => ({
      type: 'text/html; charset="utf-8"',
      body: `${html(says + rest)}<div id="divRplyFwdMsg"><b>From:</b> Alex Example<br><b>Sent:</b> 30 November 2026<br><b>To:</b> Ann Example<br><b>Subject:</b> ${LETTER}</div><p>${QUOTED.join("<br>")}</p>`,
    }),
  },
  {
    name: "both, quoted-printable in windows-1252",
    make: (says) => {
      const head = (of: string) =>
        `Content-Type: text/${of}; charset="windows-1252"\nContent-Transfer-Encoding: quoted-printable\n`;
      return {
        type: 'multipart/alternative; boundary="alt"',
        body: multipart("alt", [
          `${head("plain")}\n${quotedPrintable(windows(says + rest))}`,
          `${head("html")}\n${quotedPrintable(windows(html(says + rest)))}`,
        ]),
        headers: ["X-Auto-Response-Suppress: DR, OOF, AutoReply"],
      };
    },
  },
  {
    name: "base64 in UTF-8",
    make: (says) => ({
      encoding: "base64",
      body: base64(`${says}${rest}\n\n${gmail}\n${marked}`),
      headers: ["Auto-Submitted: no", "In-Reply-To: <letter@example.org>"],
    }),
  },
  {
    name: "HTML alone, base64, in a block of tables",
    make: (says) => ({
      type: "text/html; charset=utf-8",
      encoding: "base64",
      body: base64(
        `<table><tr><td>CAUTION: this email is from outside.</td></tr></table><div><font>${says}</font></div><blockquote type="cite">${QUOTED.join("<br>")}</blockquote>`,
      ),
    }),
  },
  {
    name: "with a file attached",
    make: (says) => ({
      type: 'multipart/mixed; boundary="mix"',
      body: multipart("mix", [
        `Content-Type: text/plain; charset=utf-8; format=flowed\n\n${says} ${rest}`,
        `Content-Type: application/pdf; name="letter.pdf"\nContent-Disposition: attachment; filename="letter.pdf"\nContent-Transfer-Encoding: base64\n\n${base64(Buffer.alloc(3_000, 7))}`,
      ]),
      subject: "Response from Ann Example MP (Case Ref: AE1234)",
    }),
  },
  {
    name: "signed, with a picture in it",
    make: (says) => ({
      type: 'multipart/signed; protocol="application/pkcs7-signature"; boundary="sig"',
      body: multipart("sig", [
        `Content-Type: multipart/related; boundary="rel"\n\n${multipart("rel", [
          `Content-Type: text/html; charset=utf-8\n\n${html(says + rest)}<img src="cid:logo">`,
          `Content-Type: image/png; name=logo.png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\n${base64(Buffer.alloc(200, 1))}`,
        ])}`,
        `Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\n${base64(Buffer.alloc(500, 9))}`,
      ]),
      subject: "Thank you for contacting me about Kazakhstan",
      headers: ["X-MS-Exchange-Inbox-Rules-Loop: ann.example.mp@parliament.uk"],
    }),
  },
  {
    name: "undeclared windows-1252, between the lines of what it answers",
    make: (says, index) => ({
      type: 'text/plain; charset="windows-1252"',
      body: windows(
        `> 412 people in Leeds North West have signed.\r\n\r\nThat is a large number.\r\n\r\n> Will you support this?\r\n\r\n${says}\r\n`,
      ),
      subject: index % 2 ? "Fwd: petition" : "Re: Re: your letter",
    }),
  },
];

export const realAnswers = (): Sample[] =>
  shapes.flatMap((shape) =>
    answers.map((says, index) => {
      const making = shape.make(says, index);
      return { name: `${shape.name}: ${says.slice(0, 20)}`, says, raw: mail(making) };
    }),
  );

const acknowledges =
  "Thank you for your email. Your message has been received and will be dealt with as soon as possible.";
const away = "I am out of the office until Monday 7 December with limited access to email.";

/** What programs answer by themselves, one header or one word each that tells it. */
const automatics: readonly [name: string, making: Making][] = [
  ...[
    ["Exchange, out of office", "Automatic reply: "],
    ["Exchange, Welsh", "Ateb awtomatig: "],
    ["Exchange, both", "Automatic reply / Ateb awtomatig: "],
  ].map(([name, start]): [string, Making] => [
    name!,
    {
      subject: `${start}${LETTER}`,
      headers: [
        "X-Auto-Response-Suppress: All",
        "Auto-Submitted: auto-generated",
        "X-MS-Exchange-Generated-Message-Source: Mailbox Assistants Agent",
        "Return-Path: <>",
      ],
      body: away,
    },
  ]),
  [
    "Exchange, a rule",
    {
      headers: [
        "X-Auto-Response-Suppress: All",
        "X-MS-Exchange-Inbox-Rules-Loop: ann.example.mp@parliament.uk",
      ],
      body: acknowledges,
    },
  ],
  [
    "Gmail, vacation",
    {
      headers: ["Precedence: bulk", "X-Autoreply: yes", "Auto-Submitted: auto-replied"],
      body: away,
    },
  ],
  ["Gmail, without the rest", { headers: ["X-Autoreply: yes"], body: "Back on Monday." }],
  ["vacation(1)", { headers: ["Precedence: junk"], body: "Your mail will be read on Monday." }],
  ["Sieve", { headers: ["Auto-Submitted: auto-replied (vacation)"], body: "On Monday, then." }],
  ["cPanel", { headers: ["X-Autorespond: campaign", "Precedence: bulk"], body: acknowledges }],
  ["Groupwise", { headers: ["X-Autoresponder: GroupWise"], body: "Away." }],
  ["qmail", { headers: ["Precedence: auto_reply"], body: "Away." }],
  ["Lotus Notes", { headers: ["Auto-Submitted: auto-generated"], body: "Away from 1 to 7." }],
  ["FirstClass", { headers: ["X-FC-MachineGenerated: true"], body: "I read mail on Fridays." }],
  ["Zimbra", { headers: ["Auto-Submitted: auto-replied (zimbra; vacation)"], body: "Away." }],
  ["a caseworkers’ system", { headers: ["X-Auto-Reply-From: cases"], body: acknowledges }],
  ["an empty return path", { headers: ["Return-Path: <>"], body: acknowledges }],
  ["an empty return path with a space", { headers: ["Return-Path: < >"], body: acknowledges }],
  ["notified", { headers: ["Auto-Submitted: auto-notified; owner-email=x"], body: "Noted." }],
  [
    "a read receipt",
    {
      headers: [
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="r"',
      ],
      subject: `Read: ${LETTER}`,
      body: multipart("r", [
        "Content-Type: text/plain\n\nYour message was read.",
        "Content-Type: message/disposition-notification\n\nDisposition: automatic-action/MDN-sent-automatically; displayed",
      ]),
    },
  ],
  ...[
    "Automatic reply",
    "Auto-reply: letter",
    "AutoReply: letter",
    "Auto Response: letter",
    "Automated response – please do not reply",
    "Automated reply from the office of Ann Example MP",
    "Auto: Re: letter",
    "Out of Office: letter",
    "Out of the office",
    "Out-of-office reply",
    "OOO: letter",
    "I am out of the office until 7 December",
    "Away from my desk",
    "On annual leave until 7 December",
    "On maternity leave",
    "I’m on holiday",
    "[EXTERNAL] Automatic reply: letter",
    "*EXTERNAL* Out of office",
    "Re: letter (Automatic reply)",
    "Re: letter [Auto-Reply]",
    "letter - Out of Office",
    "Acknowledgement of your email",
    "Acknowledgement",
    "Thank you for your email",
    "Thank you for contacting Ann Example MP",
    "Thank you for getting in touch",
    "Your email has been received",
    "We have received your message",
    "Receipt of your correspondence",
    "Ateb awtomatig: llythyr",
    "Ymateb awtomatig",
    "Neges awtomatig: llythyr",
    "Allan o’r swyddfa",
    "Allan o'r swyddfa: llythyr",
    "Ddim yn y swyddfa",
    "Ar wyliau tan ddydd Llun",
    "Diolch am gysylltu â swyddfa Ann Example AS",
    "Diolch am eich e-bost",
    "Cydnabyddiaeth",
    "Rydym wedi derbyn eich neges",
  ].map((subject): [string, Making] => [
    `a subject: ${subject}`,
    { subject, body: "We deal with all correspondence in the order in which it came." },
  ]),
  ...[
    `This is an automated response. ${acknowledges}`,
    `Please note this email is automatically generated. ${acknowledges}`,
    away,
    "I’m currently on annual leave until 7 December and will not read this.",
    "Mae hwn yn ymateb awtomatig. Diolch am eich neges.",
    "Rwyf allan o’r swyddfa tan ddydd Llun.",
  ].map((body): [string, Making] => [`words alone: ${body.slice(0, 30)}`, { body }]),
];

export const automaticReplies = (): Sample[] =>
  automatics.map(([name, making]) => ({ name, raw: mail(making) }));

interface Server {
  name: string;
  from: string;
  subject: string;
  words: string;
  /** Without parts of RFC 3464: plain text as before them. */
  isPlain?: true;
  headers?: readonly string[];
}

const plain = (name: string, from: string, subject: string, words: string): Server => ({
  ...{ name, from, subject, words, isPlain: true },
});

/** Mail servers with their own words. */
const servers: readonly Server[] = [
  {
    name: "Postfix",
    from: "MAILER-DAEMON@mx.example.org (Mail Delivery System)",
    subject: "Undelivered Mail Returned to Sender",
    words:
      "This is the mail system at host mx.example.org.\n\nI'm sorry to have to inform you that your message could not be delivered.",
  },
  {
    name: "Postfix, delayed",
    from: "MAILER-DAEMON@mx.example.org",
    subject: "Delayed Mail (still being retried)",
    words:
      "This is the mail system at host mx.example.org.\n\nYour message could not be delivered for more than 4 hours.",
  },
  {
    name: "Sendmail",
    from: "Mail Delivery Subsystem <MAILER-DAEMON@example.org>",
    subject: "Returned mail: see transcript for details",
    words: "   ----- The following addresses had permanent fatal errors -----\n<a@example.org>",
  },
  {
    name: "Exchange",
    from: "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@parliament.uk>",
    subject: `Undeliverable: ${LETTER}`,
    words:
      "Your message to a@parliament.uk couldn't be delivered. a wasn't found at parliament.uk.",
  },
  {
    name: "Exchange, postmaster",
    from: "<postmaster@parliament.uk>",
    subject: `Undeliverable: ${LETTER}`,
    words: "Delivery has failed to these recipients or groups:",
  },
  {
    name: "Exim",
    from: "Mail Delivery System <Mailer-Daemon@example.org>",
    subject: "Mail delivery failed: returning message to sender",
    words:
      "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients.",
    headers: ["X-Failed-Recipients: a@example.org", "Auto-Submitted: auto-replied"],
  },
  {
    name: "Gmail",
    from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
    subject: "Delivery Status Notification (Failure)",
    words:
      "** Address not found **\n\nYour message wasn't delivered to a@example.org because the address couldn't be found.",
    headers: ["X-Failed-Recipients: a@example.org"],
  },
  {
    name: "Amazon SES",
    from: "MAILER-DAEMON@eu-west-1.amazonses.com",
    subject: "Delivery Status Notification (Failure)",
    words:
      "An error occurred while trying to deliver the mail to the following recipients:\na@example.org",
  },
  {
    name: "Domino",
    from: "postmaster@example.org",
    subject: "DELIVERY FAILURE: User a not listed in Domino Directory",
    words: "Your message was not delivered to: a@example.org",
  },
  {
    name: "Mimecast",
    from: "Postmaster <postmaster@parliament.uk>",
    subject: "[Postmaster] Email Delivery Failure",
    words:
      "This is a delivery failure notification message indicating that an email you addressed could not be delivered.",
  },
  plain(
    "qmail",
    "MAILER-DAEMON@example.org",
    "failure notice",
    "Hi. This is the qmail-send program at example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<a@example.org>:\n550 5.1.1 no mailbox here by that name",
  ),
  plain(
    "an old Exchange",
    "System Administrator <postmaster@example.org>",
    "Undeliverable: letter",
    "Your message did not reach some or all of the intended recipients.",
  ),
  plain(
    "a gateway",
    "Mail Administrator <Postmaster@example.org>",
    "Mail System Error - Returned Mail",
    "This Message was undeliverable due to the following reason: each of the following recipients was rejected.",
  ),
  plain(
    "a filter",
    "noreply@filter.example.org",
    "Message could not be delivered",
    "Your message could not be delivered. Error: 550 5.7.1 message rejected",
  ),
  plain(
    "a forwarder",
    "mailer-daemon@forward.example.org",
    "Delivery failure",
    "The following address failed: a@example.org, SMTP error 554 5.7.1",
  ),
  plain(
    "a full mailbox",
    "MAILER-DAEMON@example.org",
    "Returned mail: Mailbox full",
    "452 4.2.2 The email account that you tried to reach is over quota",
  ),
];

const status = (action: string) =>
  `Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; a@example.org\nAction: ${action}\nStatus: 5.1.1\n`;

export const deliveryReports = (): Sample[] =>
  servers.flatMap(({ name, from, subject, words, isPlain, headers = [] }) => {
    const as = (how: string, making: Making): Sample => ({
      name: `${name}, ${how}`,
      raw: mail({ from, subject, ...making }),
    });
    if (isPlain) {
      const page = { type: 'text/html; charset="utf-8"', body: html(words) };
      return [as("plain", { headers, body: words }), as("HTML", { headers, ...page })];
    }
    const report = (type: string, quoted: string) =>
      multipart("rep", [
        `Content-Type: text/plain; charset=utf-8\n\n${words}`,
        `Content-Type: ${type}\n\n${status("failed")}`,
        quoted,
      ]);
    const head = `Content-Type: multipart/report; report-type=delivery-status; boundary="rep"`;
    const letter = `Subject: ${LETTER}\nReply-To: r-aaaa@${REPLIES}\n`;
    return [
      as("in parts", {
        headers: [...headers, head, "Return-Path: <>"],
        body: report(
          "message/delivery-status",
          `Content-Type: message/rfc822\n\n${letter}\n\nI support this.`,
        ),
      }),
      as("with headers alone", {
        headers: [...headers, head],
        body: report("message/delivery-status", `Content-Type: text/rfc822-headers\n\n${letter}`),
      }),
      as("as mixed parts", {
        headers: [...headers, 'Content-Type: multipart/mixed; boundary="rep"'],
        body: report(
          "message/delivery-status",
          `Content-Type: message/rfc822\n\n${letter}\n\nYes.`,
        ),
      }),
    ];
  });
