/** What organisers are told of their forms, in English as all of their pages: what is wrong and what to do. */
import { formatNumber } from "./format.ts";

const n = (value: number) => formatNumber("en", value);

/** Of any form. */
export const formWords = {
  repeated: "This came twice. Write it once.",
  email: "Write one email address, such as name@example.org.",
  kept: "Nothing of what you typed is lost.",
  notMailed: "No email was sent",
};

export const letterWords = {
  notKept: "The draft was not kept yet",
  noDemand: "Tick at least one demand.",
  demandGone: (most: number) =>
    `One of the demands is there no longer, or they are more than ${n(most)}. Choose again.`,
  subjectEmpty: "The subject is empty. Write it.",
  subjectLong: (most: number) => `The subject is longer than ${n(most)} characters. Shorten it.`,
  subjectOdd: "Write the subject in one line of plain characters.",
  subjectFields:
    "With several demands the subject can hold {{member.name}} and {{constituency}} alone. Take the other fields out, or choose one demand.",
  bodyEmpty: "The letter is empty. Write it.",
  bodyLong: (most: number) => `The letter is longer than ${n(most)} characters. Shorten it.`,
  bodyOdd: "The letter holds characters that cannot be kept. Type it anew.",
  unknownFields: (unknown: readonly string[]) =>
    `There is no field ${unknown.slice(0, 10).join(", ")}. Nothing would be filled in there. Fields are written in two braces, such as {{member.name}}: use those that are listed below the text. What is meant as words goes into round brackets, or into none.`,
  unfilled:
    "This would leave unfilled, so the letter is held. Take it out of the text, or have what is missing imported. What has no field behind it is never filled.",
  unfilledUnderWay:
    "This would leave unfilled, so the copies that wait are held. Have what is missing imported and let the letter go on. The text of a letter that was counted cannot be changed: where the fault is in it, stop this letter for good and write another, which goes to those who have got none.",
  audience: "Choose whom the letter is for.",
  region: "Choose at least one region.",
  party: "Choose at least one party.",
  member: "Choose at least one member who sits now.",
  except: "One of those who get none does not sit any more. Choose again.",
  threshold: (least: number) => `Write a number of signatures, ${n(least)} or more.`,
  perHour: (most: number) => `Write a whole number of copies an hour, from 1 to ${n(most)}.`,
  window: "Choose when copies may leave.",
  notSent: "Nothing was sent",
  reasonLong: (most: number) => `The reason is longer than ${n(most)} characters. Shorten it.`,
  reasonOdd: "Write the reason in one line of plain characters.",
};

export const memberWords = {
  address: "An address that wins over the imported ones",
  imported: "none: the imported one is used",
  stanceLabel: "Stance",
  dateLabel: "On",
  quoteLabel: "In their own words",
  sourceLabel: "Where it can be read",
  nothing: "nothing is recorded",
  addressNotKept: "The address was not changed",
  stanceNotKept: "The answer was not kept yet",
  recordTitle: "Record an answer",
  recordHint:
    "It is shown in public at once. Of the answers to one demand the one with the latest date stands, whenever it was recorded; the others are kept as earlier ones.",
  recordButton: "Keep the answer",
  correctTitle: "Correct an answer",
  correctHint:
    "For what was written down wrongly. Where the member says something else by now, record another answer instead. That it was corrected is shown in public.",
  correctButton: "Keep the correction",
  choose: "Choose…",
  earlier: "Earlier:",
  corrected: "corrected since",
  correct: "Correct or take down",
  byLink: "Given by the answer link",
  correctThis: (said: string) => `Correct or take down: ${said}`,
  demandLabel: "Demand",
  demand: "Choose the demand.",
  stance: "Choose a stance.",
  date: "Give the day on which it was said, today or before.",
  quote: (most: number) => `Keep the quotation to ${n(most)} plain characters.`,
  source: (most: number) => `Keep the source to one line of ${n(most)} plain characters.`,
  sourceScheme:
    "Give an address that begins with http:// or https://, or describe the source in plain words.",
  sourceMissing: "Say where it can be read, so that others can check it.",
};

/** Of a form that waits for its sender to sign in again. */
export const signInWords = {
  fresh: "Sign in again, then go on",
  ended: "You were signed out: sign in again, then go on",
  waits:
    "Nothing is done yet, and nothing of what you typed is lost: this page keeps it. Leave it open.",
  then: "Open the link from the email in this browser, and sign in there.",
  back: "Come back to this page.",
  goOn: "Go on",
};

/** Of a form that is older than what it would change. */
export const staleWords = {
  unnamed: "This form does not say which version it was made from. Nothing was changed.",
  both: "Both texts",
  marked: "Marked is what only one of them has.",
  yours: "Yours, not kept yet",
  theirs: "Kept now",
  seen: "What you saw",
  stands: "What stands now",
  changed: "What has changed",
  approveAnew: "Approve what stands now",
  look: "Read what stands now. If it is right, press again: the buttons below mean what this page shows.",
  keepMine: "Keep mine instead",
  keepAsNew: "Keep mine as a new draft",
  takeTheirs: "Leave mine, take what is kept",
  merge:
    "Yours is in the form below, whole. Keep it instead of what is kept now, put both together there first, or leave it.",
  mergeNew:
    "It can be changed no longer. Yours is in the form below, whole: keep it as a draft of its own, or leave it.",
  mergeRecord: "Yours is in the form below. Send it again to keep it instead.",
  approvedOther:
    "The letter is not what was approved any more, so it cannot be sent. Whoever may approve it looks again.",
};
