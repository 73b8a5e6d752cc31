/** What organisers read where supporters are taken along, and where lists are invited; English, as their pages are. */
import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);
const people = (count: number) => `${n(count)} ${count === 1 ? "person" : "people"}`;

export const supportersFlashes = {
  "supporters-exported": "The file is written.",
};

export const supportersWords = {
  title: "Supporters",
  lead: "Who has ticked “updates”, and nobody else, can be taken along to the tool that you write with. There is no file of anybody else.",
  exportTitle: "Take them along",
  exportButton: "Export as CSV",
  exportHint:
    "One row a person: counted, still wanting updates, and reachable. It asks you to have signed in within ten minutes, and the audit log keeps who, why and how many.",
  notExported: "Nothing was exported",
  nobody: "Nobody has ticked “updates” yet, so there is nothing to take along.",
  demands: "Whose supporters?",
  demand: (title: string, count: number) => `${title}: ${people(count)}`,
  noDemand: "Tick at least one of these demands.",
  recipientLabel: "Whom is the file for?",
  recipientHint: "The tool or the organisation that gets it. Those in the file can read this.",
  recipientEmpty: "Say whom the file is for.",
  reasonLabel: "What for?",
  reasonHint: "One sentence. Those in the file can read this too, beside the day.",
  reasonEmpty: "Say what it is for.",
  long: (most: number) => `This is longer than ${n(most)} characters. Shorten it.`,
  odd: "Write it in one line of plain characters.",
  removeTitle: "Who is to be removed",
  removeNobody: "Nobody who was exported is to be removed.",
  remove: (count: number) =>
    `${people(count)} who ${count === 1 ? "was" : "were"} exported no longer ${count === 1 ? "agrees" : "agree"}: they unsubscribed, withdrew, erased everything, or do not count. Take this list to where the exports went and remove them there.`,
  removeOnce:
    "Keep the file until it is done there: who has erased everything stands in one list only, and by the external_id alone.",
  removeButton: "Get the remove list",
  removeFirst: (count: number) =>
    `A remove list with ${people(count)} is waiting. Take that first: they must not be written to any more.`,
  earlier: "Files so far",
  none: "None yet.",
  kinds: { list: "export", remove: "remove list" },
  cutOff: "not written to its end",
  heads: { when: "When", what: "What", who: "Who", forWhom: "For whom, and why", people: "People" },
};
