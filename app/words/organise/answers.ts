/** What organisers read of answers: those that wait for them, all there are, what they decide. */
import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);

export const answerFlashes = {
  "answer-published": "The answer is published, with its date.",
  "answer-kept-back": "The answer is not published. It is kept here, with your reason.",
  "answer-taken-down": "The answer is off the site. That it was there stays in the audit log.",
  "answer-stale":
    "The office has sent another version, or another organiser has decided, since you opened the page. Nothing was changed; look at it as it is now.",
  "answer-decided": "Another organiser has decided on this version already. Nothing was changed.",
  "answer-erased":
    "The words of this answer are erased for their age, so it cannot be published. The office can send it again.",
};

/** Of the list. */
export const answersWords = {
  title: "Answers",
  waiting: "Waiting for you",
  waitingHint:
    "An office sent these by the link in its copy. Nothing of them is public before one of you publishes it.",
  noneWaits: "No answer waits to be read.",
  wait: (count: number) =>
    `${n(count)} ${count === 1 ? "answer waits" : "answers wait"} to be read and published.`,
  read: "Read it",
  readThis: (member: string) => `Read the answer of ${member}`,
  correction: "changes what is public",
  casework: "perhaps casework",
  all: "All answers, newest first",
  byHand:
    "What came by email, by post or by telephone is recorded on the member’s page, and public at once.",
  search: "Member, constituency or demand",
  find: "Find",
  none: "No answer fits.",
  member: "Member",
  demand: "Demand",
  stance: "Stance",
  day: "On",
  from: "Came by",
  state: "In public",
  formerly: "sits no more",
  ways: { link: "the answer link", hand: "hand" },
  states: {
    public: "public",
    "public-changed": "public; a change waits",
    "public-kept": "public; a change is not published",
    waiting: "waits for you",
    "kept-back": "not published",
    "taken-down": "taken down",
  },
};

/** Of one answer. */
export const decideWords = {
  title: (member: string) => `Answer of ${member}`,
  about: "About",
  stance: "Stance",
  statement: "Statement",
  noStatement: "none",
  erased: "erased, for it is older than 90 days",
  by: "Given by",
  nobody: "no name",
  given: "Given",
  letter: "By the link in",
  theLetter: (id: number) => `letter ${id}`,
  casework: (signs: readonly string[]) =>
    `This may be about one person’s case: there is ${signs.join(", ")} in it. Read it closely. What is private is never published; ask the office to send it again without.`,
  signs: {
    postcode: "a postcode",
    telephone: "a telephone number",
    constituent: "what may be a constituent’s name",
  },
  preview: "As the public would read it",
  stands: "As the public reads it now",
  publish: "Publish the answer",
  publishChange: "Publish the change",
  hasRead: "I have read it, and nothing in it is about one person’s case.",
  tick: "Tick that nothing private is in it, or do not publish it.",
  notDone: "Nothing was changed yet",
  keepBack: "Do not publish",
  keepBackHint: "It stays here with your reason. The office can send another.",
  takeDown: "Take it off the site",
  either: "Keep it back, or take it down",
  takeDownHint:
    "The member then stands as one who has not answered, or by another answer. It can be published again.",
  takeDownHand:
    "The audit log keeps your reason. Of the member’s other answers to the demand the latest stands then.",
  reason: "Why",
  reasonHint: "For the organisers and the audit log.",
  reasonEmpty: "Say why.",
  reasonOdd: (most: number) => `Keep the reason to one line of ${n(most)} plain characters.`,
  versions: "Every version",
  version: (number: number) => `Version ${n(number)}`,
  undecided: "not decided",
  decided: { published: "published", "kept-back": "not published", "taken-down": "taken down" },
  public: "The member’s public page",
  record: "The member, for organisers",
};
