/** Whether what the DNS says lets a site's mails be believed, and which record would. */
import type { Looked } from "./look-up.server.ts";

type Service = "resend" | "smtp";

export interface Judged {
  what: "spf" | "dkim" | "dmarc";
  /** Where the record stands, or would. */
  name: string;
  verdict: "right" | "wrong" | "missing" | "away";
  /** Why it is wrong, or what to know though it is right. */
  why?: "several" | "anybody" | "not-theirs" | "revoked" | "reports-only" | undefined;
  /** What stands there, as it is. */
  record?: string | undefined;
  /** The record to add; undefined where the mail service gives it. */
  add?: string | undefined;
}

/** What Resend's own mails leave through. */
const RESEND_SPF = "include:amazonses.com";

export const judge = (looked: Looked, service: Service, reply: string | undefined): Judged[] => [
  judgeSpf(looked.spf, service),
  judgeDkim(looked.dkim, service),
  judgeDmarc(looked.dmarc, reply),
];

/** RFC 7208: one record at most, or receivers take none (section 4.5). */
function judgeSpf({ name, found }: Looked["spf"], service: Service): Judged {
  const one = { what: "spf", name } as const;
  const add = service === "resend" ? `v=spf1 ${RESEND_SPF} ~all` : undefined;
  if (found === "away") return { ...one, verdict: "away" };
  const records = found === "none" ? [] : found.filter((text) => /^v=spf1(?: |$)/i.test(text));
  const [record, ...more] = records;
  if (record === undefined) return { ...one, verdict: "missing", add };
  if (more.length > 0)
    return { ...one, verdict: "wrong", why: "several", record: records.join("\n") };
  if (/(?:^| )\+?all(?: |$)/i.test(record))
    return { ...one, verdict: "wrong", why: "anybody", record, add };
  if (service === "resend" && !record.toLowerCase().includes(RESEND_SPF))
    return { ...one, verdict: "wrong", why: "not-theirs", record, add };
  return { ...one, verdict: "right", record };
}

/** RFC 6376, section 3.6.1: an empty `p=` is a key that was taken back. */
function judgeDkim({ name, found }: Looked["dkim"], service: Service): Judged {
  const one = { what: "dkim", name } as const;
  if (found === "away") return { ...one, verdict: "away" };
  if (found === "none") return { ...one, verdict: "missing" };
  // of another service's keys the name is its own affair: that there are some is all that can be seen
  if (service === "smtp") return { ...one, verdict: "right" };
  const record = found.find((text) => /(?:^|;)\s*p=/.test(text));
  if (record === undefined) return { ...one, verdict: "missing" };
  const isRevoked = !/(?:^|;)\s*p=\s*[^\s;]/.test(record);
  return isRevoked
    ? { ...one, verdict: "wrong", why: "revoked", record }
    : { ...one, verdict: "right", record };
}

/** RFC 7489, section 6.6.3: of several records receivers take none. */
function judgeDmarc({ name, found }: Looked["dmarc"], reply: string | undefined): Judged {
  const one = { what: "dmarc", name } as const;
  if (found === "away") return { ...one, verdict: "away" };
  const records = found === "none" ? [] : found.filter((text) => /^v=DMARC1\s*(?:;|$)/i.test(text));
  const [record, ...more] = records;
  if (record === undefined) {
    const reports = reply === undefined ? "" : ` rua=mailto:${reply}`;
    return { ...one, verdict: "missing", add: `v=DMARC1; p=none;${reports}` };
  }
  if (more.length > 0)
    return { ...one, verdict: "wrong", why: "several", record: records.join("\n") };
  const isNone = /;\s*p\s*=\s*none\s*(?:;|$)/i.test(record);
  return { ...one, verdict: "right", record, ...(isNone && { why: "reports-only" }) };
}
