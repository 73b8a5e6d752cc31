/** Which mails wait for an organiser: those of people, until somebody has seen to them. */
import type { InboundKind } from "#db/schema.ts";

import type { AutomaticSign } from "./kinds/automatic.ts";

/** Why nothing of a mail could be read, where another try may read it. */
export const fetchable = ["not-fetched", "too-slow", "malformed"] as const;
export const isFetchable = (sign: string | null): boolean => fetchable.some((one) => one === sign);

/** What people's own mails may bear too. */
const WEAK: readonly (string | null)[] = [
  "subject",
  "opening",
  "precedence",
] satisfies AutomaticSign[];

/** The task that tells of a mail. */
export const taskOf = (id: number) => ({ kind: "mail-in", subject: `mail ${id}` }) as const;

interface Facts {
  kind: InboundKind | null;
  recordedAt: Date | null;
  doneAt: Date | null;
  purgedAt: Date | null;
}

/** Reports and automatic replies ask for nothing. */
export const asking = ["answer", "unverified", "unreadable"] as const satisfies InboundKind[];

export const isAsking = (kind: InboundKind | null): boolean => asking.some((one) => one === kind);

/** Whether a person may have written it; of what a program surely did nothing is recorded. */
export const isRecordable = (kind: InboundKind | null, sign: string | null): boolean =>
  isAsking(kind) || (kind === "automatic" && WEAK.includes(sign));

export const isOpen = ({ kind, recordedAt, doneAt, purgedAt }: Facts): boolean =>
  isAsking(kind) && recordedAt === null && doneAt === null && purgedAt === null;

/** Those that wait for an organiser are `open`; "" are all. */
export const narrowings = [
  "",
  "open",
  "answer",
  "unverified",
  "automatic",
  "report",
  "unreadable",
] as const;
export type Narrowing = (typeof narrowings)[number];
