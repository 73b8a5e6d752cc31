/** What organisers read on their overview, and where all letters are stopped; English, as their pages are. */
import { formatNumber } from "../format.ts";
import { someCopies as copies } from "./letters.ts";

const n = (value: number) => formatNumber("en", value);
const letters = (count: number) => `${n(count)} ${count === 1 ? "letter" : "letters"}`;

export const stopFlashes = {
  stopped: "All letters are stopped. Those that were being sent are paused.",
  allowed: "Letters may be sent again. Paused ones wait until you resume each of them.",
};

export const figureWords = {
  label: "How it stands",
  today: "Signatures today",
  week: (count: number) => `${n(count)} in seven days`,
  line: (days: string) => `Signatures a day: ${days}`,
  waiting: "Waiting to confirm",
  ofAll: (of: number) => `of ${n(of)} who signed in seven days`,
  ofLatest: (of: number) => `of the last ${n(of)} who signed`,
  underWay: "Letter under way",
  noLetter: "No letter is under way.",
  updates: "Update under way",
  left: (left: number, all: number) => `${n(left)} of ${copies(all)} have left`,
  paused: "paused",
  answers: "Answers of members",
  answersNote: "given in the last seven days",
  problems: "Problems",
  problemsNote: (mails: number) =>
    `${n(mails)} ${mails === 1 ? "email" : "emails"} of seven days went wrong`,
  tasksNote: (tasks: number) =>
    `${n(tasks)} ${tasks === 1 ? "thing waits" : "things wait"} for you`,
  asOf: "As of",
};

export const needsWords = {
  wentWrong: "Went wrong in seven days",
  noneWrong: "none",
  wrong: {
    failed: "failed",
    bounced: "bounced",
    complained: "arrived and were marked as spam",
    unknown: "may or may not have left",
  },
  tryMail: (waiting: number) =>
    waiting === 0
      ? "Try again now"
      : `Try again now, with ${n(waiting)} ${waiting === 1 ? "email" : "emails"}`,
};

export const stopWords = {
  title: "Stop all letters",
  allowTitle: "All letters are stopped",
  lead: "Members’ addresses stop working on the day the house is dissolved. Here all letters are stopped at once.",
  what: "What it does",
  underWay: (count: number, waiting: number) =>
    count === 0
      ? "No letter is on its way now."
      : `${letters(count)} on ${count === 1 ? "its" : "their"} way ${count === 1 ? "is" : "are"} paused: ${copies(waiting)} that ${waiting === 1 ? "has" : "have"} not left ${waiting === 1 ? "waits" : "wait"}.`,
  others: "No letter can be sent or go on until letters are allowed again here.",
  undo: "Nothing is lost: what has not left is kept, and each letter can be resumed later.",
  word: "stop",
  label: "To stop all letters, type the word stop",
  wrong: "Type the word stop. Nothing is stopped yet.",
  button: "Stop all letters",
  stopped: "No letter leaves, and none can be sent.",
  allowed: (count: number, waiting: number) =>
    count === 0
      ? "No letter is paused, so nothing leaves by itself when letters are allowed again."
      : `${letters(count)} with ${copies(waiting)} ${count === 1 ? "stays" : "stay"} paused when letters are allowed again: somebody resumes each.`,
  allow: "Allow letters again",
  link: "Stop all letters, for a dissolution",
  goThere: "See what is stopped, or allow letters again",
};
