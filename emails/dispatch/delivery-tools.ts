/** What delivering needs: a database, a transport, keys, a clock, somebody who hears of it. */
import type { Db } from "#db/connection.ts";

import type { MailRow } from "./freeze-batch.ts";
import type { MailHearer } from "../hearer.ts";
import type { MailKind } from "../message.ts";
import type { MailTools } from "../registry.ts";
import type { Transport } from "../transports/transport.ts";

/** Called with fields and a sentence; never with anyone's data. A pino logger is one. */
export interface MailLog {
  info: (fields: object, message: string) => void;
  warn: (fields: object, message: string) => void;
}

export interface DeliveryTools {
  db: Db;
  transport: Transport;
  tools: MailTools;
  /** Unseals a recipient's address; throws when it cannot. */
  openRecipient: (row: Pick<MailRow, "id" | "recipient" | "key_version">) => string;
  /** The kinds that may leave, where not all may; the others wait. */
  kinds?: readonly MailKind[] | undefined;
  /** Only then do letters go to members' real addresses. */
  live: boolean;
  clock: () => Date;
  /** In milliseconds, from any beginning: by this, which is never set, waits are measured. */
  elapsed: () => number;
  log: MailLog;
  /** Told of mails whose fate matters beyond the outbox. */
  hearer: MailHearer;
}
