/** What organisers are asked to look at; English, as their pages are. */

import { formatDate, formatNumber } from "./format.ts";
import { notSentWords } from "./organise/letters.ts";
import { type StuffingTask, stuffingSentence } from "./alarms.ts";

/** A task by its kind, with what its sentence needs. */
export type TaskFacts =
  | { kind: "mail-unknown"; data: { mails: number } }
  | { kind: "bounces"; data: { bounced: number; of: number } }
  | { kind: "letter-bounced"; data: { letter: number; member: number; problem: string } }
  | { kind: "letter-complained"; data: { letter: number; member: number } }
  | { kind: "member-never"; data: { member: number } }
  | { kind: "invitation-bounced"; data: { problem: string } }
  | { kind: "mail-in"; data: { mail: number } }
  | { kind: "audit-broken"; data: { broken: string } }
  | { kind: "retention-late"; data: { days: number } }
  | { kind: "held-soon"; data: { number: number; at: string } }
  | { kind: "own-held"; data: Record<string, never> }
  | { kind: "webhooks-refused"; data: Record<string, never> }
  | { kind: "letter-not-sent"; data: { letter: number; why: string } }
  | { kind: "restored"; data: RestoredTask }
  | StuffingTask;

/** What was held when a backup was restored. */
export interface RestoredTask {
  /** The moment of the backup, ISO 8601. */
  madeAt: string;
  mails: number;
  letters: number;
  updates: number;
  lists: number;
  /** Letters in people's own words that waited for their turn. */
  own: number;
}

export function heldWords(held: Omit<RestoredTask, "madeAt">): string {
  const { mails, letters, updates, lists, own } = held;
  return [
    plural(mails, "email", "emails"),
    plural(letters, "letter", "letters"),
    plural(updates, "update", "updates"),
    plural(lists, "list of invitations", "lists of invitations"),
    plural(own, "letter in people’s own words", "letters in people’s own words"),
  ].join(", ");
}

const plural = (number: number, one: string, many: string) =>
  `${formatNumber("en", number)} ${number === 1 ? one : many}`;

/** What the button says that sends a batch's mails again. */
export const sendAgain = (mails: number): string =>
  `Send ${formatNumber("en", mails)} ${mails === 1 ? "email" : "emails"} again`;

export function taskSentence({ kind, data }: TaskFacts): string {
  switch (kind) {
    case "mail-unknown":
      return `It is not known whether the emails of this batch (${data.mails}) left. They are kept and not sent again by themselves: look into the service’s own log. “${sendAgain(data.mails)}” if they did not leave, “Done” if they did.`;
    case "bounces":
      return `${data.bounced} of the last ${data.of} confirmation emails came back or were refused. Somebody may be signing with invented addresses; too many bounces make providers refuse all email.`;
    case "letter-bounced":
      return `The copy of letter ${data.letter} to member ${data.member} may not have arrived (${data.problem}). Their address is still used: check it, and correct it if needed.`;
    case "letter-complained":
      return `The copy of letter ${data.letter} to member ${data.member} arrived, and was marked as spam there. Letters still go to them: ask whether they would rather have fewer of them, or none.`;
    case "member-never":
      return `Member ${data.member} said by the link in a letter that they want none from here any more. None goes to them, and copies that waited were left out. They may take it back by the same link; press “Done” once you have read this.`;
    case "invitation-bounced":
      return `An invitation to organise did not arrive (${data.problem}). Under “People” it is marked: take it back and invite the right address, or email it again.`;
    case "mail-in":
      return "A reply to a letter has come in by email. Read it, and record it as the member’s answer if it is one.";
    case "audit-broken":
      return `The audit log is not what was written. ${data.broken} Somebody has changed the database by hand: keep a copy of it as it is, and find out who can.`;
    case "retention-late":
      return `What has to be erased is ${formatNumber("en", data.days)} days late: people of demands that closed more than 28 days ago, addresses, or forms are kept longer than the page about privacy says. The work of the night fails or does not run: tell whoever runs the site. This goes by itself once it is done.`;
    case "held-soon":
      return `${plural(data.number, "held signature becomes a number", "held signatures become numbers")} from ${formatDate("en", new Date(data.at))} on, as their demands closed 28 days before. From then on nobody can release or invalidate them, and they are never counted: decide on them before, under “Signatures”.`;
    case "letter-not-sent":
      return `Letter ${data.letter} was not sent at the time that was set for it: ${notSentWords[data.why] ?? "it could not be sent"}. Look at it, and set a time again or press “Send”.`;
    case "restored":
      return `This database was restored from a backup made on ${data.madeAt.slice(0, 16).replace("T", " at ")} UTC, and knows nothing of what happened since. So that nobody is written to twice, it holds what was to leave: ${heldWords(data)}. All letters are stopped. Compare each with the service’s own log before you let it go on, and allow letters again under “Letters”. Look through “People” too: whoever was removed since is there again, and whoever was invited and had not come is invited anew.`;
    case "own-held":
      return "Letters that people wrote to their MPs in their own words are held until somebody has read them.";
    case "webhooks-refused":
      return "Five notices or more within an hour came with a signature that is not the email service’s, and were refused. Either RESEND_WEBHOOK_SECRET is not what the service’s own page shows for this webhook: then nothing is heard of bounces, complaints and answers until it is. Or somebody makes them up, and nothing has come of it.";
    case "stuffing":
      return stuffingSentence(data);
  }
}
