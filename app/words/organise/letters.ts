/** What organisers read where they write letters and steer them; English, as their pages are. */
import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);

export const someCopies = (count: number): string =>
  `${n(count)} ${count === 1 ? "copy" : "copies"}`;

export const letterFlashes = {
  scheduled: "It is sent by itself at that time, if nothing of it has changed by then.",
  "schedule-late": "The letter is not waiting to be sent any more, so this changed nothing.",
  "schedule-draft": "Have the letter approved first. No time was set.",
  "schedule-stale":
    "The letter has changed since it was approved, or since you opened it. No time was set.",
  "schedule-unfilled":
    "The letter would leave with something unfilled: it is named below. No time was set.",
  unscheduled: "It is not sent by itself. It leaves when somebody presses “Send”.",
  reopened: "The letter is a draft again. It can be changed, and needs a new approval.",
  "reopen-late": "The letter is on its way already, or it is over. Its approval stays.",
  "left-out": "This member gets no copy of this letter.",
  "left-out-approved":
    "This member gets no copy of this letter. The approval was for another list, so it has to be given again.",
  "leave-out-late": "This copy has left already, so nothing was changed.",
  "leave-out-unsure":
    "This member is left out. The copy had been handed to the email service before, which has not answered: it may have left by then. It does not leave again.",
  "leave-out-over": "The letter is over, so nobody can be left out of it any more.",
  "put-back": "This member gets a copy again.",
  "put-back-over": "The letter is over, so no copy of it leaves any more.",
  "put-back-none": "This member is not left out, so this changed nothing.",
  "put-back-unapproved":
    "This member was left out when the letter was approved, so no copy of it goes to them. A letter of its own can.",
  "put-back-recent":
    "This member has had another letter about one of the demands in the last 30 days, so they stay left out of this one.",
  repeats:
    "The letter goes out again by itself, one copy at a time, to members who chose a number of signatures, as soon as it has come.",
  "repeats-no-more": "The letter does not go out again by itself.",
  "repeats-early": "A letter can go out again once it was sent. Nothing was changed.",
  "put-back-not-yet":
    "This member chose how often they want to be written to. It is too soon for that, so they stay left out of this letter.",
  again: "The copy is written anew and leaves at its turn, once.",
  "again-over": "No copy of this letter can be sent again in its present state.",
  "again-stale":
    "Somebody has sent this copy again, or changed the address, since you opened the page. Nothing was sent.",
  "again-none": "This copy did not come back, so it is not sent again.",
  "again-same":
    "This copy came back from the very address that would be used again. Correct the member’s address first. Nothing was sent.",
  "again-no-address":
    "No address is known of this member. Give one first, or one other than before. Nothing was sent.",
  "again-asked-not": "This member asked not to be written to. Nothing was sent.",
  "again-no-seat": "This member holds the seat no longer. Nothing was sent.",
  duplicated: "This is a new draft with the same words. Nothing of the other letter has changed.",
  deleted: "The draft is deleted.",
  "delete-late": "The letter is a draft no longer, so it was not deleted.",
  "delete-stale": "Somebody else has changed this draft since you opened it. It was not deleted.",
};

/** Why a letter that was to be sent at a time was not, by what sending said. */
export const notSentWords: Readonly<Record<string, string>> = {
  "send-stale": "it is not what was approved any more",
  "send-unfilled": "something of it would leave unfilled",
  "letters-stopped": "all letters are stopped",
  nobody: "nobody would get a copy",
  "letter-unsigned": "the settings do not say who signs it, or where they can be reached",
  late: "the program was not running at that time, nor for an hour after it",
};

export const steerWords = {
  override: (recent: number) =>
    recent === 0
      ? "To write to those left out as well, give a reason"
      : `To write to the ${n(recent)} left out for an earlier letter as well, give a reason`,
  sendAt: "Date and time, in London",
  sendAtHint: "It is sent by itself then, if nothing of it has changed. Else you are told why not.",
  sendAtOdd: "Give a date and a time, such as 2026-05-04 at 10:30.",
  sendAtPast: "Give a time that is still to come.",
  sendAtFar: "Give a time within a year.",
  noTime: "No time was set",
  typeDelete: "To delete this draft, type “delete”",
  notDeleted: "The draft was not deleted",
  deleteHint: (copies: number) =>
    `It would go to ${copies === 1 ? "one member" : `${n(copies)} members`}; none of them was written to. It cannot be brought back, but the audit log keeps its words.`,
  deleteOdd: "Type the word delete, then press the button again.",
};

/** Of letters that go out again by themselves, and of those that wait. */
export const repeatWords = {
  goesAgain:
    "This letter goes out again by itself: one copy to a member who chose a number of signatures, within a minute of its coming, with the totals counted then. It goes only to members who are on its list.",
  wentAgain: "This letter went out again by itself. It does not any more.",
  isOne:
    "This is one copy that went out by itself, for so many have signed as the member chose. It repeats",
  letter: (id: number) => `letter ${id}`,
  since: (count: number) =>
    `Since then ${n(count)} ${count === 1 ? "copy has" : "copies have"} gone out by ${count === 1 ? "itself" : "themselves"}`,
  newest: (shown: number) => `The newest ${n(shown)}.`,
  waiting: (count: number) =>
    `${n(count)} ${count === 1 ? "member has reached their number and has" : "members have reached their number and have"} not been written to yet`,
  why: "A copy leaves within a minute, once the House sits, the office is open and nothing is stopped. Where the member’s address, title or seat is another than was approved, none does: approve a new letter to write to them.",
  recess: "The House is in recess: copies that have not left wait until",
};

/** The columns of the files. */
export const letterHeads = [
  "letter",
  "subject",
  "state",
  "rehearsal",
  "who gets it",
  "copies left",
  "copies",
  "written",
  "counted",
  "sent by itself at",
];
export const copyHeads = [
  "constituency",
  "member id",
  "member",
  "party",
  "state",
  "message",
  "address",
  "left",
  "delivered",
  "bounced",
  "marked as spam",
  "not taken on",
  "answered on",
  "problem",
];

export const listWords = {
  lead: "What was written to members, and what becomes of it.",
  none: "No letter fits. Take a filter away, or try another word.",
  noneYet: "No letter was written yet.",
  search: "Words of the subject or the text",
  state: "State",
  demand: "Demand",
  from: "Written from",
  to: "Written until",
  any: "Any",
  find: "Find",
  more: "By demand or day",
  clear: "All letters",
  write: "Write a letter",
  export: "Keep as a file (CSV)",
  exportHint: (count: number) => `${n(count)} ${count === 1 ? "letter" : "letters"}`,
};

export const copyWords = {
  search: "Constituency, member or party",
  state: "What became of it",
  none: "No copy fits. Take the filter away, or try the first letters of a name.",
  filters: {
    waiting: "waits",
    left: "has left",
    delivered: "delivered",
    bounced: "bounced",
    complained: "marked as spam",
    failed: "not taken on",
    unknown: "not known whether it left",
    "left-out": "left out",
    stopped: "stopped",
    answered: "answered",
  },
  leaveOut: "Leave out",
  leaveOutOf: (name: string) => `Leave ${name} out of this letter`,
  putBack: "Put back",
  putBackOf: (name: string) => `Put ${name} back into this letter`,
  again: "Send again",
  againTo: (address: string) => `Send again, to ${address}`,
  againFirst: "Correct the address, then it can be sent again.",
  mail: (number: number) => `Email ${number}`,
  left: "left",
  delivered: "delivered",
  bounced: "bounced",
  complained: "marked as spam",
  failed: "not taken on",
  answered: (day: string) => `answered on ${day}`,
};

export const composeWords = {
  lead: "To members, with the totals. You see every copy before anything leaves.",
  noDemand: "There is no demand yet that a letter could be about.",
  noMember: "No member who sits now fits. Type a constituency or a name.",
  firstDemand: (title: string) => `No demand is ticked yet, so this one is shown: ${title}.`,
  noAddressYet: "The address of the letter’s public page is made when the draft is kept.",
  showTo: "Whose copy?",
  showToHint: "A constituency or a name.",
  show: "Show the copy",
  copy: "The copy",
  find: "Find",
  more: (count: number) =>
    `${n(count)} more: type a constituency, a name or a party, and press “Find”.`,
  noneFound: "No other member fits.",
  members: "Chosen members",
  membersHint: "Tick those who get it. Who is ticked stays so while you look for others.",
  except: "All but these",
  exceptHint: "Members who get none, whomever else the letter is for.",
  regions: "Regions",
  parties: "Parties",
  threshold: "Signatures in the constituency, at least",
};
