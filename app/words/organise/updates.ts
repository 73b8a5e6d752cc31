/** What organisers read where they write updates to those who signed; English, as their pages are. */
import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);
const people = (count: number) => (count === 1 ? "one person" : `${n(count)} people`);

export const updateFlashes = {
  "update-written": "The draft is kept. Look at it in each language before it is approved.",
  "update-revised": "The draft is changed.",
  "update-revise-stale":
    "Somebody else has changed this draft since you opened it. Yours is not kept yet.",
  "update-not-draft": "The update is no longer a draft, so this changed nothing.",
  "update-tested": "A test copy in each of its languages is on its way to you, and to nobody else.",
  "update-test-late": "Test copies are made before an update is sent. Nothing was emailed.",
  "update-approved": "The update is approved. It leaves when somebody presses “Send”.",
  "update-approve-other":
    "Somebody else has to approve what you wrote. The draft is kept; ask another organiser to read it.",
  "update-approve-stale": "The update has changed since you opened it. It was not approved.",
  "update-approve-late":
    "The update is on its way already, or it is over. It was not approved a second time.",
  "update-reopened": "The update is a draft again. It can be changed, and needs a new approval.",
  "update-reopen-late": "The update is on its way already, or it is over. Its approval stays.",
  "update-sending": "The update is on its way.",
  "update-send-stale":
    "The update has changed since it was approved, or since you opened it. Nothing was sent.",
  "update-sent-already": "The update is on its way already. Nothing was sent a second time.",
  "update-not-approved": "The update is not approved. Nothing was sent.",
  "update-nobody":
    "Nobody would get it: nobody who signed these demands wants updates, or all of them had one in the last week. Nothing was sent.",
  "update-closed":
    "The campaign is closed, so no update leaves. It is kept; open the campaign again first.",
  "update-unsigned":
    "The settings do not say who writes and where answers are read, so no update leaves. It is kept; fill in the settings first.",
  "update-paused": "The update is paused. Emails that have left have left; the others wait.",
  "update-not-sending": "The update is not being sent, so there is nothing to pause.",
  "update-resumed": "The update goes on.",
  "update-not-paused": "The update is not paused, so this changed nothing.",
  "update-cancelled":
    "The update is stopped for good. Emails that have left have left; no other goes.",
  "update-cancel-stale": "The update has changed since you opened it. It was not stopped.",
  "update-over": "The update is over already, so this changed nothing.",
  "update-timeline-stale":
    "The update has changed since you opened it. It was not put on the timeline.",
  "update-on-timeline": "It stands on the timeline of each of its demands.",
};

export const updateStates = {
  draft: "draft",
  approved: "approved",
  sending: "being sent",
  sent: "sent",
  paused: "paused",
  cancelled: "stopped",
} as const;

export const updateWords = {
  title: "Updates",
  lead: "News by email for those who signed and asked to hear what comes of it.",
  write: "Write an update",
  none: "No update was written yet.",
  newLead: "Each person gets it in the language they signed in, or else in English.",
  change: "Change the draft",
  changeHint:
    "Whoever changes it is its author. Somebody else approves it; its author does only when there is no other organiser.",
  keep: "Keep the draft",
  demands: "Which demands is it about?",
  demandsHint: "Those who signed one of them, and asked for news of it, get it once.",
  subject: "Subject",
  body: "The email",
  bodyHint:
    "A blank line begins a paragraph, “- ” an item of a list, **two stars** make bold. Links to stop updates and to manage the signature stand below by themselves.",
  otherHint: "Left empty, people who signed in this language get the English text.",
  pace: "How fast?",
  perHour: "Emails an hour",
  perHourHint: "20,000 an hour reach 200,000 people in 10 hours.",
  show: "Show the emails",
  preview: "As it will arrive",
  textAlone: "As plain text",
  notKept: "The draft was not kept",
  head: {
    update: "Update",
    state: "State",
    languages: "Languages",
    left: "Emails left",
    when: "When",
  },
  facts: {
    people: "Who gets it",
    limited: "Left out, for they had another update in the last week",
    languages: "Languages",
    pace: "Pace",
    demands: "Demands",
    override: "Written to again within a week because",
  },
  perHourOf: (count: number) => `${n(count)} an hour`,
  counted: (count: number) => people(count),
  inLanguage: (language: string, count: number, isEnglish: boolean) =>
    `${language}: ${people(count)}${isEnglish ? ", in English, for there is no text in their language" : ""}`,
  left: (left: number, all: number) => `${n(left)} of ${n(all)} emails have left.`,
  returned: (count: number) => ` ${n(count)} came back or were marked as spam.`,
  failed: (count: number) => ` ${n(count)} did not leave.`,
  unknown: (count: number) => ` Of ${n(count)} it is not known.`,
  limited: (count: number) => ` ${n(count)} had another update in the last week, and get none.`,
  waiting: (count: number) => ` ${n(count)} ${count === 1 ? "waits" : "wait"}.`,
  fell: (count: number) =>
    ` ${n(count)} unsubscribed, withdrew or took no email any more before their turn.`,
  send: (count: number) => `Send to ${people(count)}`,
  approve: (count: number, languages: number) =>
    `Approve for ${people(count)}, in ${languages === 1 ? "one language" : `${n(languages)} languages`}`,
  pause: "Pause",
  resume: (count: number) => `Go on: ${n(count)} ${count === 1 ? "waits" : "wait"}`,
  test: "Email me test copies",
  reopen: "Take the approval back",
  timeline: "Put it on the timeline",
  timelineHint: (demands: number) =>
    demands === 1
      ? "“Put it on the timeline” adds it to the demand’s public page, dated today."
      : `“Put it on the timeline” adds it to the public pages of its ${n(demands)} demands, dated today.`,
  cancel: "Stop it for good",
  cancelHint: (count: number) => `Stopped for good, ${people(count)} would not get it.`,
  reason: "To write to those left out as well, give a reason",
  reasonHint: "It is kept in the audit log. Leave it empty to leave them out.",
  inEarnest:
    "Letters are rehearsed here, updates are not: once it is sent, this goes to people’s own addresses.",
  notSent: "It was not sent",
  reasonLong: (most: number) => `A reason is ${n(most)} characters at most.`,
  reasonOdd: "A reason is one line, without control characters.",
  fromEntry: "Email this to supporters",
};

export const updateFormWords = {
  noDemand: "Tick at least one demand.",
  demandGone: "Tick demands of this list.",
  subjectEmpty: "Give it a subject.",
  subjectLong: (most: number) => `A subject is ${n(most)} characters at most.`,
  subjectOdd: "A subject is one line, without control characters.",
  bodyEmpty: "Write what there is to tell.",
  bodyLong: (most: number) => `A text is ${n(most)} characters at most.`,
  bodyOdd: "The text holds characters that cannot be kept.",
  subjectOther: "There is a text in this language, so it needs a subject too.",
  bodyOther: "There is a subject in this language, so it needs a text too.",
  perHour: (most: number) => `Give a whole number from 1 to ${n(most)}.`,
};
