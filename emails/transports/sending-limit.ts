/** Whether a mail service refuses because the sender has sent too much, whatever code it says it with. */
import type { Pause } from "./transport.ts";

/**
 * About the recipient's own box or this one message, so no reason to wait with the others: enhanced
 * status x.2.z (RFC 3463 section 3.3), and Gmail's "the user you are trying to contact is receiving
 * mail at a rate that …".
 */
const aboutOneMail =
  /\b[45]\.2\.[1-4]\b|mailbox|of the recipient|recipient['’]s|you are (?:trying|attempting) to|size|too (?:large|big|long)|spam/i;

/**
 * As Gmail, Microsoft 365, Amazon SES, SendGrid, Exim under cPanel, Zoho, Yahoo, Fastmail, OVH and Resend
 * put it.
 */
const limits = [
  /\b[45]\.4\.5\b.*(?:quota|limit)|\b5\.1\.90\b|SubmissionQuotaExceeded/i,
  /(?:daily|hourly|monthly|per (?:minute|hour|day)|an hour|a day|24[ -]hours?)\b.{0,60}(?:limit|quota|exceed|reached|allowed)/i,
  /(?:limit|quota|exceed\w*|reached|maximum).{0,60}(?:daily|hourly|monthly|per (?:minute|hour|day)|an hour|a day|24[ -]hours?)\b/i,
  /(?:sending|messaging|relay(?:ing)?|outgoing|outbound|submission)\s+(?:rate\s+)?(?:limits?|quota|rate)/i,
  /(?:limit|quota)s? (?:of|for|on) (?:sending|outgoing|outbound|messages sent)/i,
  /too many (?:messages|e-?mails|mails) (?:sent|from)|maximum credits exceeded|throttling failure|unusual sending activity/i,
];
const hourly = /hour|minute|sending rate/i;

/**
 * @param answer what the service said, its code included
 * @returns how long to wait: until the hour or the day is over; undefined where the answer is about
 * this mail alone
 */
export function sendingLimit(answer: string, now: Date): Pause | undefined {
  if (aboutOneMail.test(answer) || !limits.some((limit) => limit.test(answer))) return undefined;
  return hourly.test(answer) && !/day|daily|\b24\b/i.test(answer)
    ? { until: new Date(now.getTime() + HOUR), reason: { code: "hourly-limit" }, isGuess: true }
    : { until: nextMidnight(now), reason: { code: "daily-quota" }, isGuess: true };
}

const HOUR = 3_600_000;

/** Quotas of a day begin anew at 00:00 UTC (https://resend.com/docs/knowledge-base/account-quotas-and-limits). */
export function nextMidnight(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}
