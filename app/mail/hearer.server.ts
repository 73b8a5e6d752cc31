/** Who hears of mails: letters of their copies, organisers of what they have to look at. */
import type { MailHearer } from "#emails/hearer.ts";

import { hearFates } from "../letters/leaving/hear-fates.server.ts";
import { raiseTask } from "../organisers/tasks.server.ts";

export const mailHearer: MailHearer = {
  fates: (tx, fates, now) => hearFates(tx, raiseTask, fates, now),
  task: raiseTask,
};
