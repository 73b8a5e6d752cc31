/** What a mail is: the first that fits of a delivery report, an automatic reply, a doubtful sender, an answer. */
import type { InboundKind } from "#db/schema.ts";

import type { ReadMail } from "../mail.ts";
import type { Doubt } from "../reading/known-sender.ts";
import { automaticSign, type AutomaticSign } from "./automatic.ts";
import { type ReportSign, reportSign } from "./report.ts";

export interface Judged {
  kind: Exclude<InboundKind, "unreadable">;
  /** What decided it. */
  sign: ReportSign | AutomaticSign | undefined;
}

/** @param doubt why it is not sure that the mail is from whom it says */
export function judgeMail(mail: ReadMail, doubt: Doubt | undefined): Judged {
  const report = reportSign(mail);
  if (report) return { kind: "report", sign: report };
  const automatic = automaticSign(mail);
  if (automatic) return { kind: "automatic", sign: automatic };
  return { kind: doubt ? "unverified" : "answer", sign: undefined };
}
