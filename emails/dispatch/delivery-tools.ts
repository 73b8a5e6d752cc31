/** What delivering needs: a database, a transport, keys, a clock, somebody who hears of it. */
import type { Db } from "#db/connection.ts";

import type { Letterhead, MailRow } from "./freeze-batch.ts";
import type { MailHearer } from "../hearer.ts";
import type { MailTools } from "../registry.ts";
import type { Transport } from "../transports/transport.ts";

/** Thrown where a process that was started before lacks the key that another one seals with. */
export class KeyMissing extends Error {
  override name = "KeyMissing";
}

/** Called with fields and a sentence; never with anyone's data. A pino logger is one. */
export interface MailLog {
  info: (fields: object, message: string) => void;
  warn: (fields: object, message: string) => void;
}

export interface DeliveryTools {
  db: Db;
  transport: Transport;
  /** Who writes as of now: mails that are frozen from now on are written with it. */
  writes: () => Letterhead;
  /**
   * What mails are made of that were frozen with a letterhead.
   * @param updates whose texts are needed @param ownLetters that are, by their uuids
   */
  toolsOf: (
    letterhead: number,
    updates: readonly number[],
    ownLetters: readonly string[],
  ) => Promise<MailTools>;
  /** Unseals a recipient's address; throws when it cannot, `KeyMissing` when another process may. */
  openRecipient: (row: Omit<MailRow, "params" | "locale">) => string;
  /** Only then do letters go to members' real addresses. */
  live: boolean;
  clock: () => Date;
  /** In milliseconds, from any beginning: by this, which is never set, waits are measured. */
  elapsed: () => number;
  log: MailLog;
  /** Told of mails whose fate matters beyond the outbox. */
  hearer: MailHearer;
}
