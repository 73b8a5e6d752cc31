/** Who is told what became of mails, in the transaction in which the outbox learns it. */
import type { Db } from "#db/connection.ts";
import type { MailState } from "#db/schema.ts";

import type { MailKind } from "./message.ts";

export interface MailFate {
  id: string;
  kind: string;
  state: MailState;
  /** What went wrong, in a few words without anybody's data. */
  problem: string | null;
  /** The Message-ID under which it left, from whoever knows it first. */
  messageId?: string | undefined;
}

/** Something that a person has to look at; once for each `subject`. */
export type MailTask =
  /** The subject is the batch's uuid. */
  | { kind: "mail-unknown"; subject: string; data: { mails: number } }
  /** The subject is the day. */
  | { kind: "bounces"; subject: string; data: { bounced: number; of: number } };

/**
 * Why a frozen mail stays: `held`, until what it belongs to goes on; `over`, for good; `outdated`,
 * because it would be written or addressed otherwise by now.
 */
export type Stay = "held" | "over" | "outdated";

export interface MailHearer {
  /** Only of kinds that are heard of. */
  fates: (tx: Db, fates: readonly MailFate[], now: Date) => Promise<void>;
  /**
   * Asked right before each call to the provider, of kinds that are judged.
   * @param mails with the address that each would go to
   * @returns by id, those that have to stay
   */
  judge: (
    db: Db,
    mails: readonly { id: string; kind: MailKind; address: string }[],
    now: Date,
  ) => Promise<Map<string, Stay>>;
  /** Told first in the transaction that takes mails back which have surely not left: as if they had never been made. */
  takenBack: (tx: Db, ids: readonly string[], now: Date) => Promise<void>;
  task: (tx: Db, task: MailTask, now: Date) => Promise<void>;
  /** Told of a mail that has come in to somebody here; undefined where none are taken. */
  received?: (tx: Db, mail: ReceivedMail, now: Date) => Promise<void>;
}

export interface ReceivedMail {
  /** What the provider calls it. */
  providerId: string;
  /** Whom it was handed in for, as the provider tells. */
  recipients: readonly string[];
}

/** Kinds of which somebody wants to hear; of the others nothing is told. */
const heard: ReadonlySet<string> = new Set<MailKind>([
  "letter",
  "own-letter",
  "update",
  "invitation",
]);

export const isHeard = ({ kind }: { kind: string }): boolean => heard.has(kind);

/** Kinds that are asked about right before they leave. */
export const isJudged = ({ kind }: { kind: string }): boolean => judged.has(kind);
const judged: ReadonlySet<string> = new Set<MailKind>([
  "letter",
  "own-letter",
  "update",
  "sign-invitation",
]);
