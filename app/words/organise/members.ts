/** What organisers read of members: what was done, what is wrong with a form, what a list is narrowed to. */
import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);

export const memberFlashes = {
  "write-not":
    "No letter goes to this member from now on, whatever it is: copies that wait are left out, and approved letters need approval again.",
  "write-not-leaving":
    "It is kept. Some copies were being handed over at that moment, and the email service has not answered yet: one to this member may be among them, no other leaves.",
  "write-not-stale":
    "Another organiser has changed this since you opened the page. Yours is not kept yet.",
  "write-again":
    "Letters go to this member again. Copies that were left out of letters still under way wait for their turn, where the member was on the list that was approved.",
  "own-words-off":
    "No letter in a signer’s own words goes to this member from now on. Those that wait go back to who wrote them.",
  "own-words-on": "Signers who live there can write to this member in their own words.",
  "branch-set": "The party is kept as a branch. Letters to its parent reach its members too.",
  "branch-removed": "The party stands for itself again.",
  "branch-stale":
    "Another organiser has changed this party since you opened the page. Yours is not kept yet.",
  "branch-deep":
    "That cannot be: a party that has branches is no branch, and a branch has none. Nothing was changed.",
  "members-exported": "The list was downloaded.",
  "approve-asked-not":
    "The letter would have 0 copies, for all members it is for who could be reached asked not to be written to. It was not approved; the draft is kept.",
};

/** Of the list. */
export const listWords = {
  imports: "Imports",
  search: "Name, constituency or party",
  find: "Show",
  more: "More filters",
  party: "Party",
  region: "Region",
  demand: "Answers to",
  anyDemand: "Any demand",
  answered: "Answered",
  address: "Address",
  writing: "Letters",
  written: "Written to",
  sort: "In order of",
  all: "All",
  answers: { yes: "Has answered", no: "Has not answered" },
  addresses: {
    known: "Has an address",
    none: "No address",
    stale: "Given no longer",
    own: "Set by an organiser",
  },
  writings: { no: "Do not write", yes: "May be written to" },
  writtens: { yes: "Has had a letter", no: "Never had a letter" },
  sorts: {
    constituency: "Constituency",
    name: "Name",
    party: "Party",
    latest: "Last letter, newest first",
    longest: "Last letter, never or longest ago first",
  },
  none: "No member is like this. Take a filter away.",
  clear: "All members",
  counted: (found: number, all: number) =>
    found === all ? `${n(all)} members sit now` : `${n(found)} of ${n(all)} members`,
  export: (found: number) =>
    found === 1 ? "Download 1 row as CSV" : `Download ${n(found)} rows as CSV`,
  exportHint:
    "The download is written down in the audit log, with its number and what it was narrowed to.",
};

export const doNotWriteWords = {
  title: "Do not write",
  notKept: "It was not kept yet",
  explain:
    "For a member who asks not to be written to. The member is left out of every letter from then on, those on their way among them. It can be taken back.",
  reason: "Why",
  reasonHint: "For organisers alone. The public sees only that there was no letter.",
  askedOn: "Asked on",
  asked: (day: string) => `asked on ${day}`,
  noted: "noted by",
  keep: "Do not write to this member",
  change: "Keep the change",
  again: "Write to this member again",
  reasonEmpty: "Say why, so that others know.",
  reasonLong: (most: number) => `The reason is longer than ${n(most)} characters. Shorten it.`,
  reasonOdd: "Write the reason in one line of plain characters.",
  day: "Give the day on which it was asked, today or before.",
  stands: "may be written to",
};

/** How often a member wants to be written to. */
export const cadenceWords = {
  title: "How often to write",
  each: "with each letter",
  monthly: "at most once in 30 days about a demand",
  threshold: (number: number) =>
    `when ${n(number)} more have signed in the constituency than at the last copy`,
  never: "not at all",
  chosen: "chosen by the link in a letter,",
  byMember: "the member’s office",
  unchosen: "as for everybody who has not chosen",
};

export const ownWordsWords = {
  title: "Letters in people’s own words",
  open: "Signers who live there can write to this member in their own words, from the link to what is stored of them.",
  closed: "This member takes no letters in signers’ own words.",
  close: "Take no such letters",
  reopen: "Take such letters again",
};

export const partyWords = {
  title: "Parties",
  notKept: "The party was not changed",
  explain:
    "A label can be a branch of another one: letters to a party, and the list of members narrowed to it, reach its branches too. Letters that are approved need approval again where this changes who gets them.",
  label: "Label",
  sitting: "Members who sit now",
  parent: "Is a branch of",
  itself: "stands for itself",
  keep: "Keep",
  parentOf: (label: string) => `${label} is a branch of`,
  unknown: "Choose one of the parties.",
  within: (label: string, parent: string) =>
    label === parent ? label : `${label} (a branch of ${parent})`,
  with: (label: string, branches: readonly string[]) =>
    branches.length > 0 ? `${label}, with ${branches.join(", ")}` : label,
};

/** How letters reach a member, in a list. */
export const addressStates = {
  known: "known",
  own: "set by an organiser",
  stale: "given no longer",
  none: "none known",
};

/** The addresses of a member. */
export const contactWords = {
  title: "Address",
  none: "No address is known.",
  goTo: "Letters go to",
  address: "Address",
  source: "From",
  seenOn: "Seen on",
  state: "State",
  inUse: "in use",
  stale: "given no longer",
  sources: { file: "a file", api: "the Members API", organiser: "an organiser" },
};

export const historyWords = {
  answers: "Answers",
  letters: "Letters",
  noLetters: "No letter yet.",
  letter: "Letter",
  counted: "Counted",
  fate: "What became of the copy",
  copy: "Copy",
  read: "Read",
  readCopy: (subject: string) => `Read the copy of ${subject}`,
  rehearsal: "in a rehearsal:",
  answered: "answered since",
  seats: "Seats",
  noSeats: "No seat is known.",
  held: (from: string, to: string | null) => (to === null ? `since ${from}` : `${from} to ${to}`),
  changes: "Changes",
  noChanges: "No organiser has changed anything.",
  when: "When",
  organiser: "Organiser",
  what: "What",
  before: "Before",
  after: "After",
  public: "As the public sees it",
  formerly: "No longer a member",
};
