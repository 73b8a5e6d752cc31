/** Reads a mail as it came over the wire (RFC 5322, MIME), within bounds whatever it is made of. */
import PostalMime, { type Address, addressParser } from "postal-mime";

import { isStorable } from "../../../words/storable.ts";
import { type Header, type MailAddress, type ReadMail, valuesOf } from "../mail.ts";
import { partQuoted } from "./new-words.ts";
import { plainText } from "./plain-text.ts";

/** Why nothing of a mail can be shown. */
export const unreadables = [
  "too-large",
  "too-many-parts",
  "malformed",
  "too-slow",
  "not-fetched",
] as const;
export type Unreadable = (typeof unreadables)[number];

/** In characters, of what is kept; a long letter has ten thousand. */
const TEXT_MOST = 40_000;
/** As much HTML is read for it. */
const HTML_MOST = 400_000;
const SUBJECT_MOST = 500;
const ATTACHMENTS_MOST = 50;
const RECIPIENTS_MOST = 50;
/** Lines that could part a mail; the mails of people have some dozens. */
const PARTS_MOST = 2_000;

const BOUNDS = {
  maxNestingDepth: 30,
  maxHeadersSize: 128 * 1024,
  // a mail in a mail is something that it carries, and is not read
  forceRfc822Attachments: true,
};

/** Headers that tell to whom a mail went; the first are what servers add on its way. */
const TO = ["delivered-to", "x-original-to", "envelope-to", "x-forwarded-to", "to", "cc"];

export async function readMail(raw: Uint8Array): Promise<ReadMail | Unreadable> {
  if (countParts(raw) > PARTS_MOST) return "too-many-parts";
  let email;
  try {
    email = await PostalMime.parse(raw, BOUNDS);
  } catch {
    return "malformed";
  }
  const headers: Header[] = email.headers.map(({ key, value }) => ({ key, value: tidy(value) }));
  const from = valuesOf(headers, "from").flatMap((value) => flat(addressParser(value)));
  const whole = email.text?.trim() ? email.text : plainText((email.html ?? "").slice(0, HTML_MOST));
  const parted = partQuoted(tidy(whole.slice(0, 2 * TEXT_MOST)));
  const attachments = email.attachments.map(({ filename, mimeType, content }) => ({
    name: tidy(filename ?? "").slice(0, 200),
    type: tidy(mimeType ?? "")
      .toLowerCase()
      .slice(0, 100),
    bytes: typeof content === "string" ? content.length : content.byteLength,
  }));
  if (from.length === 0 && parted.text === "" && attachments.length === 0) return "malformed";
  const [own = "text/plain"] = valuesOf(headers, "content-type");
  return {
    headers,
    from: from.slice(0, RECIPIENTS_MOST),
    recipients: TO.flatMap((key) => valuesOf(headers, key))
      .flatMap(
        (value) => value.slice(0, 10_000).match(/[^\s<>,;:"]{1,64}@[^\s<>,;:"]{1,255}/g) ?? [],
      )
      .slice(0, RECIPIENTS_MOST),
    subject: tidy(email.subject ?? "").slice(0, SUBJECT_MOST),
    text: parted.text.slice(0, TEXT_MOST),
    quoted: parted.quoted.slice(0, TEXT_MOST),
    types: [own.split(";")[0]!.trim().toLowerCase(), ...attachments.map(({ type }) => type)],
    attachments: attachments.slice(0, ATTACHMENTS_MOST),
  };
}

/** What could not be kept is left out. */
const tidy = (text: string) =>
  isStorable(text) ? text : text.toWellFormed().replaceAll("\0", "\ufffd");

const flat = (addresses: readonly Address[]): MailAddress[] =>
  addresses
    .flatMap((one) => one.group ?? [one])
    .flatMap(({ name, address }) =>
      address ? [{ name: tidy(name), address: tidy(address) }] : [],
    );

/** Lines that begin with two hyphens, of which some may be a part's first. */
function countParts(raw: Uint8Array): number {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  let count = 0;
  for (let at = bytes.indexOf("\n--"); at >= 0 && count <= PARTS_MOST; count++)
    at = bytes.indexOf("\n--", at + 1);
  return count;
}
