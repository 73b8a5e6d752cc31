/** What organisers read of closing a campaign; English, as all of their pages. */
import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);
const some = (value: number, one: string, more: string) =>
  `${n(value)} ${value === 1 ? one : more}`;

export const closingFlashes = {
  "campaign-closed": "The campaign is closed. Its pages stay, with every number as it stands now.",
  "campaign-reopened":
    "The campaign goes on: what closing had closed is open again. Letters that were paused wait until you resume each of them.",
  exported: "The zip was made.",
  "closed-already": "The campaign is closed already. Nothing was done a second time.",
  "not-closed": "The campaign is not closed, so this changed nothing.",
  "reopen-late":
    "The 28 days are over in which closing can be undone. Names and addresses of who signed are erased. Write new demands.",
};

export const closingWords = {
  title: "Close the campaign",
  closedTitle: "The campaign is closed",
  lead: "The end of the work, not of its record: every public page stays and can be read.",
  exportTitle: "Take everything along",
  exportHint:
    "One zip with totals by place and by day, letters and what became of each copy, members’ answers, and the audit log, each as CSV. No signer’s name or address is in it, and no number of a place with fewer than five.",
  exportButton: "Download the zip",
  freshHint: "You must have signed in within ten minutes.",
  whatTitle: "What closing does",
  demands: (open: number) =>
    open === 0
      ? "No demand is open, so none is closed."
      : `${some(open, "open demand is", "open demands are")} closed: nobody signs any more.`,
  drafts: (drafts: number) =>
    `${some(drafts, "draft that was", "drafts that were")} to open by ${drafts === 1 ? "itself waits" : "themselves wait"} until somebody opens ${drafts === 1 ? "it" : "them"}.`,
  signatures: (all: number) => `${some(all, "signature stays", "signatures stay")} as counted.`,
  updates: (count: number) =>
    `${some(count, "update to supporters", "updates to supporters")} that ${count === 1 ? "is" : "are"} approved or on the way ${count === 1 ? "is" : "are"} held.`,
  letters: (letters: number, copies: number) =>
    letters === 0
      ? "No letter is on its way. None can be sent until letters are allowed again."
      : `${some(letters, "letter", "letters")} that ${letters === 1 ? "is" : "are"} approved or on the way ${letters === 1 ? "is" : "are"} held; ${some(copies, "copy that has not left stays", "copies that have not left stay")} here.`,
  persons: (day: string) =>
    `Closing can be undone until ${day}, 28 days from now. In the night after that day the names and addresses of who signed are erased; what they signed, where and in which month stays.`,
  noteLabel: "What each demand’s page says of it",
  noteHint: "One or two sentences, in English; Markdown. It stands in each demand’s history.",
  note: "The campaign has ended. The signatures stand, and this page stays.",
  noteEmpty: "Write what the pages say of it.",
  noteLong: (most: number) => `The note is longer than ${n(most)} characters. Shorten it.`,
  noteOdd: "The note holds characters that cannot be kept. Type it anew.",
  sureLabel: (name: string) => `To close it, type the campaign’s name: ${name}`,
  sureWrong: "This is not the campaign’s name. Nothing was closed.",
  notClosed: "The campaign was not closed",
  closeButton: "Close the campaign",
  closedSince: "The campaign is closed, since",
  closedWhat: (demands: number) =>
    `Closing ended the signing of ${some(demands, "demand", "demands")} and stopped all letters.`,
  openAgain: (day: string) => `Look at it, or open it again until ${day}`,
  goThere: "See what closing it did",
  ownerOpens: (day: string) => `An owner can open it again until ${day}.`,
  closedOn: "Closed on",
  closedDemands: "Demands that it closed",
  personsUntil: "Names and addresses of who signed are kept until",
  undoTitle: "Go on after all",
  undo: (demands: number, day: string) =>
    `${some(demands, "demand is", "demands are")} opened again, and letters are allowed. This can be done until ${day}.`,
  undoLate: "The 28 days are over in which closing could be undone.",
  undoButton: "Open the campaign again",
};
