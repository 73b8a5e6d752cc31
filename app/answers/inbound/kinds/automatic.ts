/** Tells an automatic reply by the headers that programs set (RFC 3834 and what came before it), and by its words. */
import { type Header, type ReadMail, valuesOf } from "../mail.ts";
import { automaticOpening, automaticSubject } from "./automatic-words.ts";

export type AutomaticSign =
  | "auto-submitted"
  | "exchange-rule"
  | "precedence"
  | "autoreply-header"
  | "empty-return-path"
  | "receipt"
  | "subject"
  | "opening";

interface Rule {
  sign: AutomaticSign;
  isIn: (headers: readonly Header[]) => boolean;
}

const has = (headers: readonly Header[], key: string, value = /./) =>
  valuesOf(headers, key).some((one) => value.test(one));

/** Headers that only programs which answer by themselves set. */
const AUTOREPLY =
  /^x-(?:auto-?(?:reply|respond|responder|response|generated|answer)(?:-from|ed)?|mail-autoreply|vacation|out-of-office)$/;

/** In the order in which they are asked. */
const rules: readonly Rule[] = [
  // anything but `no` was not written by a person (RFC 3834, section 5)
  {
    sign: "auto-submitted",
    isIn: (headers) => has(headers, "auto-submitted", /^(?!no\s*(?:;|\(|$))./i),
  },
  // the first alone stands on what people write too: it asks others not to answer by themselves
  {
    sign: "exchange-rule",
    isIn: (headers) =>
      has(headers, "x-auto-response-suppress") && has(headers, "x-ms-exchange-inbox-rules-loop"),
  },
  {
    sign: "precedence",
    isIn: (headers) => has(headers, "precedence", /^(?:auto[-_]?reply|bulk|junk)\b/i),
  },
  {
    sign: "autoreply-header",
    isIn: (headers) =>
      headers.some(
        ({ key, value }) => AUTOREPLY.test(key) && !/^\s*(?:no|false|0)\s*$/i.test(value),
      ) ||
      has(headers, "delivered-to", /^autoresponder\b/i) ||
      has(headers, "x-post-messageclass", /autorespond/i) ||
      has(headers, "x-fc-machinegenerated", /^(?:true|yes|1)$/i),
  },
  // nobody is to answer it, so nobody wrote it (RFC 5321, section 4.5.5)
  {
    sign: "empty-return-path",
    isIn: (headers) => valuesOf(headers, "return-path").some((path) => /^(?:<\s*>)?$/.test(path)),
  },
  // that it was read, not what they think (RFC 8098)
  {
    sign: "receipt",
    isIn: (headers) =>
      has(
        headers,
        "content-type",
        /^multipart\/report\b.*report-type="?disposition-notification/is,
      ),
  },
];

export function automaticSign(mail: ReadMail): AutomaticSign | undefined {
  const { headers, subject, text } = mail;
  const rule = rules.find(({ isIn }) => isIn(headers));
  if (rule) return rule.sign;
  if (automaticSubject(subject)) return "subject";
  return automaticOpening(text) ? "opening" : undefined;
}
