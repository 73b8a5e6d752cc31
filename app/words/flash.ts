/** What a page says after something was done, or was not; English, as organisers' pages are. */
import { answerFlashes } from "./organise/answers.ts";
import { auditFlashes } from "./organise/audit.ts";
import { closingFlashes } from "./organise/closing.ts";
import { demandFlashes } from "./organise/demands.ts";
import { demandLifeFlashes } from "./organise/demand-life.ts";
import { importsFlashes } from "./organise/imports.ts";
import { letterFlashes } from "./organise/letters.ts";
import { memberFlashes } from "./organise/members.ts";
import { peopleFlashes } from "./organise/people.ts";
import { listsFlashes } from "./organise/lists.ts";
import { supportersFlashes } from "./organise/supporters.ts";
import { sampleFlashes } from "./organise/sample.ts";
import { settingsFlashes } from "./organise/settings.ts";
import { signatureFlashes } from "./organise/signatures.ts";
import { stopFlashes } from "./organise/overview.ts";
import { updateFlashes } from "./organise/updates.ts";

export const flashes = {
  ...answerFlashes,
  ...auditFlashes,
  ...closingFlashes,
  ...demandFlashes,
  ...demandLifeFlashes,
  ...importsFlashes,
  ...letterFlashes,
  ...memberFlashes,
  ...peopleFlashes,
  ...sampleFlashes,
  ...settingsFlashes,
  ...listsFlashes,
  ...supportersFlashes,
  ...signatureFlashes,
  ...stopFlashes,
  ...updateFlashes,
  // letters
  written: "The draft is kept. Look at some copies before it is approved.",
  revised: "The draft is changed.",
  tested: "A test copy is on its way to you, and to nobody else.",
  "test-late": "Test copies are made before a letter is sent. Nothing was emailed.",
  approved: "The letter is approved. It leaves when somebody presses “Send”.",
  "approve-other":
    "Somebody else has to approve what you wrote. The draft is kept; ask another organiser to read it.",
  "approve-nobody":
    "The letter would have 0 copies, for no member who sits now is among those it is for. It was not approved; the draft is kept. Change whom it is for.",
  "approve-no-address":
    "The letter would have 0 copies, for no address is known of any member it is for. It was not approved; the draft is kept. Give their addresses, or change whom it is for.",
  "approve-unfilled":
    "The letter would leave with something unfilled: it is named below. It was not approved; the draft is kept.",
  "approve-late":
    "The letter is on its way already, or it is over. It was not approved a second time.",
  "approve-stale": "The letter has changed since you opened it. It was not approved.",
  "revise-stale":
    "Somebody else has changed this draft since you opened it. Yours is not kept yet.",
  "send-stale":
    "The letter has changed since it was approved, or since you opened it. Nothing was sent.",
  "send-unfilled":
    "The letter would leave with something unfilled: it is named below. Nothing was sent.",
  "resume-unfilled":
    "The letter would go on with something unfilled: it is named below. It stays paused.",
  "cancel-stale": "The letter has changed since you opened it. It was not stopped.",
  "resume-stale":
    "Somebody has let the letter go on and paused it again since you opened it. It stays paused.",
  "not-draft": "The letter is no longer a draft, so this changed nothing.",
  sending: "The totals are counted and the copies are on their way.",
  "sent-already": "The letter is on its way already. Nothing was sent a second time.",
  "not-approved": "The letter is not approved. Nothing was sent.",
  "letters-stopped": "All letters are stopped. Nothing was sent; the letter is kept.",
  nobody:
    "Nobody would get a copy: there is no member it is for, or all of them were written to lately or asked not to be. Nothing was sent.",
  paused: "The letter is paused. Copies that have left have left; the others wait.",
  resumed: "The letter goes on.",
  "not-sending": "The letter is not being sent, so there is nothing to pause.",
  "not-paused": "The letter is not paused, so this changed nothing.",
  cancelled:
    "The letter is stopped for good. Copies that have left have left; no other goes. “Duplicate” makes a new draft with the same words.",
  "still-leaving":
    "It is stopped. Some copies were being handed over at that moment, and the email service has not answered yet: those may leave, nothing else does.",
  over: "The letter is over already, so this changed nothing.",
  // the overview
  "task-done": "Done, and taken off the list.",
  "task-gone": "Somebody has done that already.",
  "task-stale":
    "There is news of this since you opened the page. Look at it; it stays on the list.",
  "mail-stale":
    "Email has stopped for another reason since you opened the page. It stays stopped; look at the reason first.",
  "sent-again": "The emails are queued again. Whoever had got one gets it twice.",
  "none-unknown":
    "It is known by now of each of these emails whether it left. Nothing was sent again.",
  "letter-held":
    "Emails of a letter, an update or a list that is paused or stopped are among these, or the campaign is closed. Nothing was sent again; let it go on first, or press “Done”.",
  "mail-resumed": "Emails leave again.",
  viewer: "As a viewer you see everything and change nothing. Ask an owner if that should change.",
  "owners-only": "Only an owner may do that. Nothing was changed; ask an owner.",
  // sign-in
  "signed-out": "You are signed out.",
  // members
  "address-set": "Letters go to this address from now on.",
  "address-removed": "The organisers’ own address is taken away; the imported one is used again.",
  "address-stale":
    "Another organiser has changed this address since you opened the page. Yours is not kept yet.",
  "stance-stale":
    "Another organiser has recorded an answer to this demand since you opened the page. Yours is not kept yet.",
  "stance-recorded": "The answer is kept, and shown in public.",
  "stance-earlier":
    "The answer is kept, and shown in public among the earlier ones: one with a later date stands.",
  "stance-corrected": "The answer is corrected.",
  "stance-gone": "There is no such answer of this member, so this changed nothing.",
};

/** Names one of these sentences in an address. */
export type Flash = keyof typeof flashes;

/** Whether nothing was done because what it was to be done to is otherwise than it was seen. */
export const isStale = (said: Flash): boolean => said.endsWith("-stale");
