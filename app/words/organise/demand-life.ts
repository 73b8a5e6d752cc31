/** What organisers are told of a demand's life and its timeline: what was done, what a step will do, what is wrong. */
import { formatNumber } from "../format.ts";
import { plural } from "../plural.ts";

const n = (value: number) => formatNumber("en", value);
const signatures = (count: number) =>
  plural("en", count, { one: `${n(count)} signature`, other: `${n(count)} signatures` });
const waiting = (count: number) =>
  plural("en", count, {
    one: `${n(count)} person who was emailed a link and has not confirmed yet`,
    other: `${n(count)} people who were emailed a link and have not confirmed yet`,
  });

export const demandLifeFlashes = {
  "demand-opened": "The demand is open. Everybody can sign it now.",
  "demand-closed": "The demand is closed. It takes no more signatures.",
  "demand-reopened": "The demand is open again.",
  "demand-outcome": "The outcome is kept, and shown in public.",
  "demand-outcome-earlier":
    "The outcome is on the timeline. One with a later date stands, so the demand’s outcome is still that one.",
  "demand-retired": "The demand is taken off the site. Its signatures are kept.",
  "demand-restored": "The demand is back on the site, as it was.",
  "demand-not-draft": "The demand is no draft any more, so this changed nothing.",
  "demand-not-open": "The demand is not open, so this changed nothing.",
  "demand-not-closed": "The demand is not closed, so this changed nothing.",
  "demand-forgotten":
    "The demand closed more than 28 days ago, so names and addresses of who signed it are erased. Who signed could sign again and would be counted twice: it stays closed. Write a new demand instead.",
  "demand-not-public": "The demand is not on the site, so this changed nothing.",
  "demand-not-retired": "The demand is on the site, so this changed nothing.",
  "demand-life-stale":
    "Somebody has moved this demand on since you opened the page. Nothing was done.",
  "demand-words-missing":
    "The English words are not complete, so the demand cannot open. Nothing was done.",
  "entry-kept": "The entry is kept, and shown in public.",
  "entry-stale": "Somebody else has changed this entry since you opened it. Yours is not kept yet.",
  "entry-removed": "The entry is taken off the timeline. It can be put back below.",
  "entry-restored": "The entry is back on the timeline.",
  "entry-gone": "There is no such entry on this timeline, so this changed nothing.",
};

export const lifeWords = {
  title: "Life and timeline",
  words: "Words and languages",
  publicPage: "Its public page",
  openDraft: "Open it for signing…",
  timeline: "Timeline",
  timelineHint: "What everybody reads below the demand, newest first.",
  next: "What can be done now",
  nothingYet: "Nothing is on the timeline yet.",
  removed: "Taken off the timeline",
  add: "Add to the timeline",
  edit: "Change",
  editThis: (what: string) => `Change: ${what}`,
  putBack: "Put back",
  opensAt: "Opens by itself",
  closesAt: "Closes by itself",
  waitingLabel: "Emailed a link, not confirmed",
  missing: (languages: string) => `Not translated into ${languages}: shown there in English.`,
  entryMissing: (languages: string) => `not in ${languages}`,
  allLanguages: "It has all four languages.",
  englishMissing: (fields: string) =>
    `It cannot open yet: the English ${fields} has to be written first.`,
};

/** What each step says of itself before it is taken, in numbers. */
export const lifeEffects = {
  open: () => "Everybody can read and sign it at once, and its words are public.",
  close: (numbers: { signatures: number; waiting: number }) =>
    `${plural("en", numbers.signatures, { one: "Its one signature stays", other: `Its ${n(numbers.signatures)} signatures stay` })}, counted and shown; no new one is taken. ${
      numbers.waiting === 0
        ? "Nobody waits to confirm."
        : `The link of ${waiting(numbers.waiting)} works for 24 more hours, and then no longer.`
    } It can be reopened within 28 days: then names and addresses of who signed are erased, and it stays closed.`,
  reopen: (numbers: { signatures: number }) =>
    `It goes on from its ${signatures(numbers.signatures)}, and everybody can sign it again.`,
  outcome: () =>
    "It is shown on the demand, in lists and on the timeline. The outcome with the latest date stands.",
  retire: (numbers: { signatures: number; waiting: number }) =>
    `Its pages say “gone”, and it leaves every list, total and feed, with its ${signatures(numbers.signatures)}. ${
      numbers.waiting === 0
        ? "Nobody waits to confirm."
        : `The link of ${waiting(numbers.waiting)} does nothing until it is brought back.`
    } For 28 days it can be brought back as it is: then names and addresses of who signed are erased, and it comes back closed.`,
  restore: (numbers: { signatures: number }) =>
    `Its pages are there again, with its ${signatures(numbers.signatures)}, as they were before it was taken off.`,
};

export const lifeFormWords = {
  notDone: "Nothing was done yet",
  note: "A note for the timeline",
  noteHint: "In Markdown. It may be empty.",
  noteLong: (most: number) => `The note is longer than ${n(most)} characters. Shorten it.`,
  noteOdd: "The note holds characters that cannot be kept. Type it anew.",
  noteEmpty: "Write the English as well: other languages translate it.",
  link: "Link",
  linkHint:
    "An address on the web where it can be read. It may be empty. Of what was presented to the House: its page in Hansard.",
  linkForm: "Give an address that begins with http:// or https://.",
  linkMissing: "Give the address where it can be read that it was presented.",
  linkHansard:
    "Give the address of the very page in Hansard, such as https://hansard.parliament.uk/commons/2026-05-04/petitions/….",
  answerMissing: "Write in English what the government answered.",
  outcome: "Outcome",
  choose: "Choose…",
  outcomeMissing: "Choose the outcome.",
  date: "On",
  dateForm: "Give the day on which it happened, today or before.",
  closesAt: "When it closes, London time",
  closesHint: "Empty: it stays open until somebody closes it.",
  closesForm: "Write a time that is still to come, such as 2027-05-03T18:00.",
  confirm: (slug: string) => `Type “${slug}” to confirm`,
  confirmForm: (slug: string) => `Type ${slug}, exactly so. Nothing was taken off.`,
  back: "Leave it as it is",
};

export const entryWords = {
  newTitle: "Add to the timeline",
  editTitle: "Change an entry",
  notKept: "The entry was not kept yet",
  kind: "What it is",
  kinds: {
    update: "News",
    answer: "The addressee’s answer",
  },
  kindMissing: "Choose what it is.",
  kindHint:
    "An answer is what programs read as the government’s response. Outcomes, “presented” among them, are set on the demand’s life.",
  subject: "Headline",
  subjectEmpty: "Write the headline in English.",
  subjectLong: (most: number) => `The headline is longer than ${n(most)} characters. Shorten it.`,
  subjectOdd: "Write the headline in one line of plain characters.",
  subjectOther: "Write the headline in this language too, or leave all of it empty.",
  body: "Text",
  bodyHint: "In Markdown.",
  bodyEmpty: "Write the text in English.",
  bodyLong: (most: number) => `The text is longer than ${n(most)} characters. Shorten it.`,
  bodyOdd: "The text holds characters that cannot be kept. Type it anew.",
  bodyOther: "Write the text in this language too, or leave all of it empty.",
  otherHint: "Empty: readers of this language get the English, and are told so.",
  keep: "Keep the entry",
  remove: "Take it off the timeline",
  removeHint:
    "It is no longer shown. It stays in the list of what was taken off, and can be put back.",
};
