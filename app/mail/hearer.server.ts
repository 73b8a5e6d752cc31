/** Who hears of mails: letters, updates and lists of what they wrote, organisers of what they have to look at. */
import type { MailHearer } from "#emails/hearer.ts";
import type { MailKind } from "#emails/message.ts";

import { hearFates } from "../letters/leaving/hear-fates.server.ts";
import { judgeCopies } from "../letters/leaving/judge-copies.server.ts";
import { heedTakenBack } from "../letters/leaving/take-back-copies.server.ts";
import { hearInvitations } from "../organisers/people/hear-invitations.server.ts";
import { dropTask, raiseTask } from "../organisers/tasks.server.ts";
import { judgeInvites } from "../supporters/lists/judge-invites.server.ts";
import { heedInvitesBack } from "../supporters/lists/take-back.server.ts";
import { followMails } from "../updates/leaving/follow-mails.server.ts";
import { judgeMails } from "../updates/leaving/judge-mails.server.ts";
import { waitAnew } from "../updates/leaving/take-back.server.ts";
import { hearOwnFates } from "../write/leaving/hear-fates.server.ts";
import { judgeOwnLetters } from "../write/leaving/judge.server.ts";
import { heedOwnBack } from "../write/leaving/take-back.server.ts";

const ofKind = <Mail extends { kind: string }>(mails: readonly Mail[], kind: MailKind) =>
  mails.filter((mail) => mail.kind === kind);

export const mailHearer: MailHearer = {
  fates: async (tx, fates, now) => {
    const letters = ofKind(fates, "letter");
    const updates = ofKind(fates, "update");
    const invitations = ofKind(fates, "invitation");
    const own = ofKind(fates, "own-letter");
    if (letters.length > 0) await hearFates(tx, { raise: raiseTask, drop: dropTask }, letters, now);
    if (updates.length > 0) await followMails(tx, updates, now);
    if (invitations.length > 0) await hearInvitations(tx, invitations, now);
    if (own.length > 0) await hearOwnFates(tx, own, now);
  },
  judge: async (db, mails, now) => {
    const letters = ofKind(mails, "letter");
    const updates = ofKind(mails, "update").map(({ id }) => id);
    const invites = ofKind(mails, "sign-invitation");
    const own = ofKind(mails, "own-letter");
    return new Map([
      ...(letters.length > 0 ? await judgeCopies(db, letters, now) : []),
      ...(updates.length > 0 ? await judgeMails(db, updates, now) : []),
      ...(invites.length > 0 ? await judgeInvites(db, invites, now) : []),
      ...(own.length > 0 ? await judgeOwnLetters(db, own, now) : []),
    ]);
  },
  takenBack: async (tx, ids, now) => {
    await heedTakenBack(tx, ids, now);
    await waitAnew(tx, ids, now);
    await heedInvitesBack(tx, ids);
    await heedOwnBack(tx, ids);
  },
  task: raiseTask,
};
