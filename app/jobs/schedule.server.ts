/** What is done when, beside requests: each a function of the room it belongs to. */
import type { Db } from "#db/connection.ts";
import { dropSigningDays, keepSigningDays, makeSigningDays, patiently } from "#db/partitions.ts";
import { forgetAllowances } from "#emails/forget-signer.ts";
import { purgeMail } from "#emails/purge-mail.ts";
import { endSuppressions } from "#emails/suppression.ts";
import { resendReceiving } from "#emails/transports/received.ts";

import { forgetSaid } from "../answers/given/forget-said.server.ts";
import { forgetInbound } from "../answers/inbound/forget-mails.server.ts";
import { createReader } from "../answers/inbound/reading/reader.server.ts";
import { workMails } from "../answers/inbound/work-mails.server.ts";
import { moveDue } from "../demands/life/move-due.server.ts";
import { lacksSender } from "../campaign/campaign.ts";
import type { AppContext } from "../context.server.ts";
import type { Keys } from "../keys.server.ts";
import { forgetRuns } from "../imports/runs/forget-runs.server.ts";
import { workRuns } from "../imports/runs/work-runs.server.ts";
import { repeatLetters } from "../letters/cadence/repeat-letters.server.ts";
import { catchUp } from "../letters/leaving/finish-letter.server.ts";
import { releaseCopies } from "../letters/leaving/release-copies.server.ts";
import { checkChain } from "../organisers/audit/check-chain.server.ts";
import { forgetEntries } from "../organisers/audit/forget-entries.server.ts";
import { act, writeAudit } from "../organisers/audit.server.ts";
import { heedRetention } from "../organisers/heed-retention.server.ts";
import { sendDue } from "../letters/steering/send-due.server.ts";
import {
  forgetStuffing,
  heldTasks,
  keepTask,
  raiseAnew,
  raiseTask,
} from "../organisers/tasks.server.ts";
import { forgetAlarms } from "../review/alarm.server.ts";
import { forgetSets } from "../review/bulk/forget-bulks.server.ts";
import { workBulks } from "../review/bulk/work-bulks.server.ts";
import { foldVelocity, forgetNetworks } from "../review/forget-velocity.server.ts";
import { watch } from "../review/watch.server.ts";
import { forgetExported } from "../supporters/export/forget-exported.server.ts";
import { forgetLists } from "../supporters/lists/forget-lists.server.ts";
import { releaseInvites } from "../supporters/lists/release-invites.server.ts";
import { forgetErasures } from "../signatures/erasures/note-erasures.server.ts";
import { retentionSteps } from "../signatures/retention/steps.server.ts";
import { foldMinutes } from "../signatures/fold-minutes.server.ts";
import { forgetChallenges } from "../organisers/passkeys/challenge.server.ts";
import { forgetInvitations } from "../organisers/people/invite.server.ts";
import { endSessions } from "../organisers/session.server.ts";
import { forgetSignInLinks } from "../organisers/sign-in-link.server.ts";
import { forgetMails } from "../updates/forget-mails.server.ts";
import { releaseUpdates } from "../updates/leaving/release-mails.server.ts";
import { forgetLetters } from "../write/forget-letters.server.ts";
import { askWriters } from "../write/leaving/ask-writers.server.ts";
import { giveBack } from "../write/leaving/give-back.server.ts";
import { releaseOwnLetters } from "../write/leaving/release.server.ts";

/** Done by every process that works, so each is safe beside itself. */
export interface Job {
  /** A cron pattern with seconds, in UTC. */
  at: string;
  does: (
    context: Pick<
      AppContext,
      "db" | "owner" | "keys" | "config" | "clock" | "changes" | "campaign"
    >,
    now: Date,
  ) => Promise<unknown>;
  /** What the log says when it could not be done; it is tried again at its next time. */
  missed: string;
}

export const jobs: readonly Job[] = [
  {
    at: "* * * * * *",
    does: ({ db, keys, config }, now) => releaseCopies(db, keys, config.mail.transport, now),
    missed: "letters wait",
  },
  {
    at: "* * * * * *",
    does: ({ db, keys, config }, now) => releaseInvites(db, keys, config.mail.transport, now),
    missed: "invitations wait",
  },
  {
    at: "* * * * * *",
    does: ({ db, keys, config }, now) => releaseOwnLetters(db, keys, config.mail, now),
    missed: "letters in people’s own words wait",
  },
  {
    at: "*/10 * * * * *",
    does: ({ db, keys }, now) => giveBack(db, keys, heldTasks, now),
    missed: "letters wait to be given back to who wrote them",
  },
  {
    at: "41 */5 * * * *",
    does: ({ db, keys }, now) => askWriters(db, keys, now),
    missed: "nobody is asked what came of their letter",
  },
  {
    at: "* * * * * *",
    does: ({ db, config }, now) => releaseUpdates(db, config.mail.transport, now),
    missed: "updates wait",
  },
  {
    at: "*/5 * * * * *",
    does: async ({ db, config, campaign }, now) =>
      sendDue(
        db,
        { act, raise: raiseTask },
        { live: config.mail.live, lacksSender: lacksSender(await campaign.renew()) },
        now,
      ),
    missed: "letters whose time has come wait",
  },
  {
    at: "*/15 * * * * *",
    does: async ({ db, config, campaign, changes }, now) => {
      const { transport, live } = config.mail;
      const how = { transport, live, lacksSender: lacksSender(await campaign.renew()) };
      if ((await repeatLetters(db, { ...how, write: writeAudit }, now)) > 0) changes.made();
    },
    missed: "letters to members who chose a number wait",
  },
  {
    at: "7 * * * * *",
    does: async ({ db, changes }, now) => {
      if (await moveDue(db, writeAudit, now)) changes.made();
    },
    missed: "demands wait to be opened or closed",
  },
  {
    at: "3-59/10 * * * * *",
    does: ({ db, keys }, now) => watch(db, keys, keepTask, now),
    missed: "nobody looks whether signatures come too fast",
  },
  {
    at: "*/2 * * * * *",
    // an import of postcodes makes a table and swaps it
    does: ({ db, owner, keys, clock }) => workRuns({ db, pool: owner.pool, keys }, clock),
    missed: "imports wait",
  },
  {
    at: "* * * * * *",
    does: ({ db, clock, changes }) => workBulks(db, clock, () => changes.made()),
    missed: "signatures that organisers hold, release or invalidate wait",
  },
  {
    at: "*/2 * * * * *",
    does: ({ db, keys, config, campaign, clock }) => {
      const { inboundDomain: domain, resend } = config.mail;
      if (domain === undefined) return Promise.resolve();
      const fetch = resendReceiving({ apiKey: resend.apiKey!, baseUrl: resend.baseUrl });
      const { sender, names } = campaign.now();
      const known = [sender, ...Object.values(names)].filter((name) => name !== undefined);
      const tools = { db, keys, domain, fetch, read: createReader(), known, raise: raiseAnew };
      return workMails(tools, clock);
    },
    missed: "emails that came in wait to be fetched",
  },
  {
    at: "53 29 * * * *",
    does: ({ db }, now) => heedRetention(db, now),
    missed: "nobody looks whether what has to be forgotten is late",
  },
  {
    at: "23 * * * * *",
    does: ({ owner }, now) => keepSigningDays(owner.db, now),
    missed: "days of signings wait to be made",
  },
  {
    at: "37 */5 * * * *",
    does: ({ db }, now) => forgetNetworks(db, now),
    missed: "keys of networks wait to be forgotten",
  },
  {
    at: "47 */10 * * * *",
    does: ({ db }, now) => foldMinutes(db, now),
    missed: "minutes wait to become part of their hours",
  },
];

/** When the night's work is done, in UTC. */
export const NIGHT = "17 3 * * *";

/** @param tools.owner may change tables, and let go of what is old in the audit log */
type NightlyStep = (db: Db, now: Date, tools: { keys: Keys; owner: Db }) => Promise<unknown>;

/** The night's work, in this order, by one process; safe to be repeated. */
export const nightly: Readonly<Record<string, NightlyStep>> = {
  "make days": (_, now, { owner }) => patiently(() => makeSigningDays(owner, now)),
  "drop days": (_, now, { owner }) => patiently(() => dropSigningDays(owner, now)),
  "catch up with letters": catchUp,
  ...retentionSteps,
  "purge mail": purgeMail,
  "forget allowances": forgetAllowances,
  "end suppressions": endSuppressions,
  "forget sign-in links": forgetSignInLinks,
  "forget invitations": forgetInvitations,
  "forget challenges": forgetChallenges,
  "end sessions": endSessions,
  "fold velocity": foldVelocity,
  "forget alarms": forgetAlarms,
  "forget what alarms told": forgetStuffing,
  "forget the oldest of the audit log": (_, now, { owner }) => forgetEntries(owner, now),
  "verify the audit log": (_, now, { owner }) => checkChain(owner, now),
  "forget uploads": forgetRuns,
  "forget who was exported": forgetExported,
  "forget invitations to sign": forgetLists,
  "forget what emails that came in say": forgetInbound,
  "forget letters in people’s own words": (db, now) => forgetLetters(db, heldTasks, now),
  "forget sets of signatures": forgetSets,
  "forget whom updates were mailed": forgetMails,
  "forget what answers said": forgetSaid,
  "forget erasures": forgetErasures,
};
