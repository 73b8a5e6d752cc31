/** Who is told what became of mails, in the transaction in which the outbox learns it. */
import type { Db } from "#db/connection.ts";
import type { MailState } from "#db/schema.ts";

import type { MailKind } from "./message.ts";

export interface MailFate {
  id: string;
  state: MailState;
  /** What went wrong, in a few words without anybody's data. */
  problem: string | null;
}

/** Something that a person has to look at; once for each `subject`. */
export type MailTask =
  /** The subject is the batch's uuid. */
  | { kind: "mail-unknown"; subject: string; data: { mails: number } }
  /** The subject is the day. */
  | { kind: "bounces"; subject: string; data: { bounced: number; of: number } };

export interface MailHearer {
  /** Only of kinds that are heard of. */
  fates: (tx: Db, fates: readonly MailFate[], now: Date) => Promise<void>;
  task: (tx: Db, task: MailTask, now: Date) => Promise<void>;
}

/** Kinds of which somebody wants to hear; of the others nothing is asked and nothing told. */
const heard: ReadonlySet<string> = new Set<MailKind>(["letter"]);

export const isHeard = ({ kind }: { kind: string }): boolean => heard.has(kind);
