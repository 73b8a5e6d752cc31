/** Why mail does not leave; English, as organisers' pages are. */

/** A reason by its code; `problem` is what the service said, fit to be stored: short, without addresses. */
export type PauseReason =
  | { code: "daily-quota" | "monthly-quota" | "hourly-limit" | "rate" | "other" }
  | { code: "resend-refused" | "smtp-refused"; problem: string };

export function pauseSentence(reason: PauseReason): string {
  switch (reason.code) {
    case "daily-quota":
      return "The email service’s quota for this day is used up. The emails wait and leave later by themselves.";
    case "hourly-limit":
      return "The email service takes only so many emails an hour, and these are used up. The others wait and leave later by themselves.";
    case "monthly-quota":
      return "The email service’s quota for this month is used up. The emails wait and leave later by themselves.";
    case "rate":
      return "The email service’s limit of requests a second is reached.";
    case "resend-refused":
      return `Resend refused to send (${reason.problem}). All emails are kept. Correct the key, the domain or the address of the service, then resume.`;
    case "smtp-refused":
      return `The SMTP server refused the user or the sender (${reason.problem}). All emails are kept. Correct SMTP_URL or MAIL_FROM, then resume.`;
    case "other":
      return "The email service does not take email. All emails are kept.";
  }
}
