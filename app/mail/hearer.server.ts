/** Who hears of mails: letters of their copies, organisers of what they have to look at. */
import type { MailHearer } from "#emails/hearer.ts";

import { hearFates } from "../letters/leaving/hear-fates.server.ts";
import { judgeCopies } from "../letters/leaving/judge-copies.server.ts";
import { heedTakenBack } from "../letters/leaving/take-back-copies.server.ts";
import { hearInvitations } from "../organisers/people/hear-invitations.server.ts";
import { dropTask, raiseTask } from "../organisers/tasks.server.ts";

export const mailHearer: MailHearer = {
  fates: async (tx, fates, now) => {
    await hearFates(tx, { raise: raiseTask, drop: dropTask }, fates, now);
    await hearInvitations(tx, fates, now);
  },
  judge: judgeCopies,
  takenBack: heedTakenBack,
  task: raiseTask,
};
