/** Tells a delivery report by its form (RFC 3464), or by the words that mail servers use without one. */
import { type ReadMail, valuesOf } from "../mail.ts";

export type ReportSign = "delivery-status" | "complaint" | "failed-recipients" | "bounce-words";

/** Who writes for a mail server. */
const DAEMON =
  /^(?:mailer-?daemon|mail-?daemon|post_?master|maildelivery|microsoftexchange\w{20,})@/i;
const DAEMON_NAME = /\b(?:mail delivery (?:sub)?system|mailer.?daemon|mail administrator)\b/i;

const SUBJECT = new RegExp(
  [
    "undeliver(?:ed|able)\\b",
    "(?:mail |message )?delivery (?:failure|failed|has failed|error|problem|status|report|notification|delay)",
    "(?:mail|message|email) (?:delivery|system) (?:failed|failure|error|warning|status)",
    "returned (?:mail|to sender)|mail failed|complaint about message from",
    "failure (?:notice|delivery)",
    "non-?delivery",
    "(?:warning: )?(?:could not send|message \\S* ?delayed|mail delayed|delayed mail)",
    "(?:your )?(?:mail|message|email) (?:could not|couldn.t|cannot|was not|has not) (?:be(?:en)? )?delivered",
    "unzustellbar|non remis|no entregado|mancata consegna",
  ].join("|"),
  "i",
);

/** What servers write above the mail that came back. */
const BODY = new RegExp(
  [
    "this is the mail system at host",
    "i.m (?:sorry|afraid) (?:to have to inform you|i wasn.t able to deliver)",
    "(?:the following|this) (?:address|recipient|message)(?:\\(?e?s\\)?)? (?:had|failed|could not|cannot|has been delayed)",
    "(?:could not|couldn.t|unable to|cannot) (?:be )?deliver(?:ed)? (?:your|the|this|to)",
    "delivery to the following recipients? failed",
    "permanent fatal errors|error delivering your mail|no valid recipients were found",
    "your message (?:wasn.t|was not|couldn.t be|could not be) delivered",
    "your message to .{1,200} (?:couldn.t|could not) be delivered",
    "message (?:was )?(?:rejected|undeliverable) .{0,40}(?:server|recipient)",
    "a message that you sent could not be delivered",
  ].join("|"),
  "i",
);
/** A reply of SMTP, or an enhanced status (RFC 3463). */
const STATUS =
  /\b[45]\d\d[ -#]{1,2}[45]\.\d{1,3}\.\d{1,3}\b|\b(?:smtp|error|status)\W{1,3}[45]\d\d\b/i;

/** As much of a mail is looked at. */
const HEAD = 4_000;

export function reportSign({ headers, from, subject, text, types }: ReadMail) {
  const [own = ""] = valuesOf(headers, "content-type").map((value) => value.toLowerCase());
  if (types.some((type) => /^message\/(?:global-)?delivery-status$/.test(type)))
    return "delivery-status";
  if (/^multipart\/report\b/.test(own)) {
    if (/report-type="?delivery-status/.test(own)) return "delivery-status";
    if (/report-type="?feedback-report/.test(own)) return "complaint";
  }
  if (types.includes("message/feedback-report")) return "complaint";
  if (valuesOf(headers, "x-failed-recipients").length > 0) return "failed-recipients";
  // a server need not say who it is
  const isDaemon =
    from.length === 0 ||
    from.some(({ name, address }) => DAEMON.test(address) || DAEMON_NAME.test(name));
  const isSubject = SUBJECT.test(subject);
  const head = text.slice(0, HEAD).replace(/\s+/g, " ");
  const isBody = BODY.test(head);
  const isStatus = STATUS.test(head);
  const known = [isDaemon, isSubject, isBody, isStatus].filter(Boolean).length;
  // people write of returned mail too: one sign alone says nothing, and words alone need a server's number
  if (known >= 2 && (isDaemon || (isSubject && (isBody || isStatus)))) return "bounce-words";
  return undefined;
}
