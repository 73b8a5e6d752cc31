/** What organisers read of emails that come in; English, as all of their pages. */
import type { InboundKind } from "#db/schema.ts";

import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);

export const inboundFlashes = {
  "mail-done": "The email is off the list of those to look at.",
  "mail-reopened": "The email is to be looked at again.",
  "mail-again": "The email is fetched again. It takes a minute.",
  "mail-in-stale":
    "Somebody has seen to this email since you opened the page. Nothing was changed.",
};

export const kindWords: Record<InboundKind | "waiting", string> = {
  waiting: "Being fetched",
  answer: "Answer",
  unverified: "Sender not verified",
  automatic: "Acknowledged automatically",
  report: "Delivery report",
  unreadable: "Cannot be read",
};

export const inboundWords = {
  title: "Emails that came in",
  lead: "Replies to letters. Nothing of them is shown in public until somebody records an answer; that an office has acknowledged a letter is shown with its date.",
  none: "No email has come in yet.",
  noneSo: "No email is like this.",
  off: "Answers by email are off, so none come in.",
  set: "What to set",
  narrow: { label: "Show", find: "Show", all: "All", open: "To be looked at" },
  head: { when: "When", from: "From", member: "Member", kind: "What it is", state: "State" },
  unknown: "It is not known which letter it answers",
  noSender: "nobody named",
  purged: "deleted",
  states: { open: "to look at", recorded: "recorded", done: "seen to", none: "—" },
  possibly: "possible casework",

  one: (day: string) => `Email of ${day}`,
  facts: {
    from: "From",
    subject: "Subject",
    received: "Came in",
    member: "Member",
    letter: "Letter",
    kind: "What it is",
    signed: "Signed by",
  },
  noSubject: "(no subject)",
  doubts: {
    "no-copy":
      "It came to no address that stands in a letter, so it is not known whom it is from and what it answers.",
    "several-senders": "It does not name one sender, so nobody can say whose it is.",
    "unknown-sender":
      "It is from an address that is not known as this member’s, and not one of Parliament’s either.",
    "not-signed": "Its sender’s domain has not signed it, and anybody can write any name above it.",
    "bad-signature":
      "The signature on it does not hold: it is not from that domain, or was changed on its way.",
    "not-aligned": "It is signed by another domain than the one it says it is from.",
    "dns-away":
      "The DNS could not be asked whether its signature holds, and it is not asked again.",
  },
  doubted: "The sender is not verified",
  check: "Ask the office in another way, such as by telephone, before you record it as an answer.",
  signs: {
    "delivery-status": "An email server reports what became of an email.",
    complaint: "A mailbox provider reports that an email was marked as spam.",
    "failed-recipients": "An email server reports addresses that it could not deliver to.",
    "bounce-words": "It reads as an email server’s report.",
    "auto-submitted": "It says of itself that a program has sent it.",
    "exchange-rule": "A rule of the mailbox has sent it.",
    precedence: "It is marked as bulk or as an automatic reply.",
    "autoreply-header": "It is marked as an automatic reply.",
    "empty-return-path": "It was sent so that nobody answers it, as programs do.",
    receipt: "It says that an email was opened, or was not.",
    subject: "Its subject is that of an automatic reply.",
    opening: "Its first lines are those of an automatic reply.",
    "too-large": "It is larger than 10 MB.",
    "too-many-parts": "It has more parts than an email of a person’s.",
    malformed: "It is not put together as emails are.",
    "too-slow": "It takes too long to be read.",
    "not-fetched": "The email service did not hand it out for a day.",
  } as Record<string, string>,
  atService: "The email service may still show it, on its page of received emails.",
  casework: (signs: readonly string[]) =>
    `It may tell of one constituent’s case: ${new Intl.ListFormat("en-GB").format(signs.map((sign) => caseworkNames[sign] ?? sign))} stand${signs.length === 1 ? "s" : ""} in it. That is nobody else’s business; quote nothing of it.`,
  text: "What it says",
  empty: "There are no words in it.",
  quoted: "What it answers",
  attachments: "Attached",
  attached: (name: string, type: string, bytes: number) =>
    `${name || "without a name"} (${type}, ${bytes < 1024 ? `${n(bytes)} bytes` : `${n(Math.ceil(bytes / 1024))} kB`})`,
  attachmentsHint:
    "What is attached is not kept here; the email service shows it on its page of received emails.",
  purgedNote: "What it said was deleted 90 days after it came in.",
  keptUntil:
    "What it says is deleted 90 days after it came in, unless it is recorded as an answer.",
  keptFor: "It was recorded as an answer, so it is kept.",
  record: "Record it as an answer",
  recordFrom: (day: string) => `email of ${day}`,
  recording: (day: string) =>
    `The day and the source are those of the email of ${day}. Choose the demand and the stance.`,
  done: "Done with it",
  reopen: "Look at it again",
  again: "Fetch it again",
  all: "All emails that came in",
};

const caseworkNames: Record<string, string> = {
  postcode: "a postcode",
  telephone: "a telephone number",
  constituent: "somebody’s name",
};

/** On first steps: whether answers by email come in, and what is to be set. */
export const inboundSteps = {
  title: "Answers by email",
  on: (domain: string) =>
    `They come in at ${domain}: each copy of a letter has a reply address of its own there.`,
  off: "They are off. Replies to letters go to the campaign’s own reply address, and an organiser records them by hand; the link in each copy works all the same.",
  last: "The last one came in on",
  none: "None has come in yet.",
  list: "Emails that came in",
  to: "What it needs, of which Resend’s pages show each:",
  need: {
    domain: "INBOUND_DOMAIN, a domain or a subdomain for nothing else, such as replies.example.org",
    mx: "its MX record, from resend.com/domains, with “Receiving” switched on",
    webhook: (url: string) => `the event email.received for the webhook ${url}`,
    key: "an API key with full access: one that may only send cannot fetch what came in",
  },
};
