/** Who hears of mails: letters of their copies, lists of their invitations, organisers of what they have to look at. */
import type { MailHearer } from "#emails/hearer.ts";

import { hearFates } from "../letters/leaving/hear-fates.server.ts";
import { judgeCopies } from "../letters/leaving/judge-copies.server.ts";
import { heedTakenBack } from "../letters/leaving/take-back-copies.server.ts";
import { hearInvitations } from "../organisers/people/hear-invitations.server.ts";
import { dropTask, raiseTask } from "../organisers/tasks.server.ts";
import { judgeInvites } from "../supporters/lists/judge-invites.server.ts";
import { heedInvitesBack } from "../supporters/lists/take-back.server.ts";

export const mailHearer: MailHearer = {
  fates: async (tx, fates, now) => {
    await hearFates(tx, { raise: raiseTask, drop: dropTask }, fates, now);
    await hearInvitations(tx, fates, now);
  },
  judge: async (db, mails, now) =>
    new Map([...(await judgeCopies(db, mails, now)), ...(await judgeInvites(db, mails, now))]),
  takenBack: async (tx, mails, now) => {
    await heedTakenBack(tx, mails, now);
    await heedInvitesBack(tx, mails);
  },
  task: raiseTask,
};
