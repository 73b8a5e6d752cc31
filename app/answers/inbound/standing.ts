/** Which mails wait for an organiser: those of people, until somebody has seen to them. */
import type { InboundKind } from "#db/schema.ts";

interface Facts {
  kind: InboundKind | null;
  recordedAt: Date | null;
  doneAt: Date | null;
  purgedAt: Date | null;
}

/** Reports and automatic replies ask for nothing. */
const ASKING: readonly (InboundKind | null)[] = ["answer", "unverified", "unreadable"];

export const isAsking = (kind: InboundKind | null): boolean => ASKING.includes(kind);

export const isOpen = ({ kind, recordedAt, doneAt, purgedAt }: Facts): boolean =>
  isAsking(kind) && recordedAt === null && doneAt === null && purgedAt === null;
