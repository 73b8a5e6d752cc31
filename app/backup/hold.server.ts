/** Makes a database that believes in the past safe to be started on: nothing leaves before somebody has decided. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";
import { holdUnsettled } from "#emails/hold-unsettled.ts";

import { holdLetters } from "../letters/steering/hold-all.server.ts";
import { mailHearer } from "../mail/hearer.server.ts";
import { writeAudit } from "../organisers/audit.server.ts";
import { endAllInvitations } from "../organisers/people/invite.server.ts";
import { endAllSessions } from "../organisers/session.server.ts";
import { endAllLinks } from "../organisers/sign-in-link.server.ts";
import { raiseAnew } from "../organisers/tasks.server.ts";
import { pauseLists } from "../supporters/lists/move-list.server.ts";
import { pauseUpdates } from "../updates/pause-update.server.ts";
import type { RestoredTask } from "../words/tasks.ts";
import { holdOwnLetters } from "../write/hold-all.server.ts";

export type Held = Omit<RestoredTask, "madeAt">;

/**
 * Everything that was to leave is held, each part where organisers let it go on or end it; one task tells them of all.
 * Nobody is signed in any more, no link in a mail signs in, and no
 * invitation is taken up: it may have been taken back since.
 * @param madeAt when the backup was made
 */
export async function holdAll(tx: Transaction<Database>, madeAt: string, now: Date): Promise<Held> {
  const mails = await holdUnsettled(tx, mailHearer, now);
  const held = {
    mails,
    letters: await holdLetters(tx),
    updates: await pauseUpdates(tx, now),
    lists: await pauseLists(tx, now),
    own: await holdOwnLetters(tx, now),
  };
  await endAllSessions(tx);
  await endAllLinks(tx);
  await endAllInvitations(tx);
  const task = { kind: "restored", subject: "database", data: { madeAt, ...held } } as const;
  await raiseAnew(tx, task, now);
  const after = { madeAt, ...held };
  await writeAudit(tx, null, { action: "database.restore", subject: "the database", after }, now);
  return held;
}
