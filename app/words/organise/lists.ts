/** What organisers read where a list from elsewhere is invited to sign; English, as their pages are. */
import type { InviteListState } from "#db/schema.ts";

import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);
const some = (value: number, one: string, many: string) =>
  `${n(value)} ${value === 1 ? one : many}`;

export const listsFlashes = {
  "list-read": "The list is read. Nobody has been written to: look at the numbers, then begin.",
  "list-begun": "The invitations leave at their pace. You may leave this page.",
  "list-paused": "It is paused. Nothing of it leaves until somebody lets it go on.",
  "list-resumed": "It goes on.",
  "list-cancelled": "It is stopped for good, and the addresses that waited are deleted.",
  "list-dropped": "It is thrown away, and its addresses are deleted. Nobody was written to.",
  "list-not-read": "This list was begun or thrown away already, so this changed nothing.",
  "list-not-running": "This list is not on its way, so there was nothing to pause.",
  "list-not-paused": "This list is not paused, so there was nothing to go on with.",
  "list-over": "This list is over, so there was nothing to stop.",
  "list-demand-closed":
    "The demand is not open for signing, so nobody was invited. The list is kept.",
  "list-unsigned":
    "The settings do not say who writes and where answers are read, so no invitation leaves. The list is kept; fill in the settings first.",
  "list-still-leaving":
    "It is stopped, but the email service still has some of it in hand. Those may leave within a minute.",
};

export const listStateWords: Readonly<Record<InviteListState, string>> = {
  read: "waits for you",
  running: "on its way",
  paused: "paused",
  done: "done",
  cancelled: "stopped",
  dropped: "thrown away",
};

export const listsWords = {
  title: "Invite a list",
  lead: "People on a list from elsewhere can be invited to sign, by one email each. The list signs nothing and counts nothing: who wants to, signs like everybody else.",
  lawful:
    "Writing to people who did not agree to it is against the law in most countries. Say on which basis you may: it stands in each email, and the audit log keeps it.",
  giveTitle: "Give a list",
  notTaken: "The list was not taken",
  fileLabel: "File",
  fileHint:
    "A CSV file with a column email and, if you like, a column language (en, uk, kk or ru); up to 4 MB and 50,000 addresses.",
  demandLabel: "Which demand?",
  noDemand: "Choose a demand that is open.",
  localeLabel: "Language of the emails",
  localeHint: "Where a row of the file names another one, that person gets it in theirs.",
  noLocale: "Choose a language.",
  locales: { en: "English", uk: "Ukrainian", kk: "Kazakh", ru: "Russian" },
  perHourLabel: "Emails an hour",
  perHourHint: "Confirmations leave first, whatever the pace.",
  perHourWrong: (most: number) => `Write a whole number of emails an hour, from 1 to ${n(most)}.`,
  perHourSlow: (least: number) =>
    `At this pace the list would not be through in the 30 days for which addresses are kept. Write ${n(least)} or more.`,
  basis: "On which basis?",
  collectorLabel: "Who collected the addresses?",
  collectorEmpty: "Say who collected the addresses.",
  collectedLabel: "When?",
  collectedHint: "Such as “May 2026, at stalls in Leeds”.",
  collectedEmpty: "Say when they were collected.",
  wordingLabel: "Under which words?",
  wordingHint: "What people read when they gave their address, word by word.",
  wordingEmpty: "Write the words under which people gave their address.",
  long: (most: number) => `This is longer than ${n(most)} characters. Shorten it.`,
  odd: "Write it in one line of plain characters.",
  button: "Read the list",
  buttonHint: "Nobody is written to before you have seen the numbers and begun.",
  none: "Choose a file.",
  "too-large": "The file is larger than 4 MB. Nothing was kept; give it in parts.",
  "cut-off": "The file did not arrive whole. Nothing was kept; send it again.",
  slow: "The file took too long to arrive. Nothing was kept; try a faster connection.",
  tooMany: (most: number) => `These are more than ${n(most)} addresses. Give them in parts.`,
  noAddress: "No line of the file holds an email address. Nothing was kept.",
  earlier: "Lists so far",
  noLists: "None yet.",
  all: "All lists",
  name: (id: number) => `List ${n(id)}`,
  heads: { list: "List", demand: "Demand", state: "State", by: "Given by", handled: "Done" },
  state: "State",
  demand: "Demand",
  from: "Collected by",
  words: "Under the words",
  given: "Given",
  pace: "Pace",
  perHour: (count: number) => `${n(count)} an hour`,
  numbers: "What it does",
  addresses: (count: number) => some(count, "different address.", "different addresses."),
  unreadable: (count: number, lines: readonly number[]) =>
    `${some(count, "line holds", "lines hold")} no address that can be read: ${lines.map(n).join(", ")}${count > lines.length ? " and more" : ""}.`,
  /** @param count undefined for a small one */
  setAside: (count: number | undefined) =>
    `${count === undefined ? "Fewer than 5" : n(count)} of them get no email: they have signed, are not to be written to, or were invited in the last twelve months. Nobody is told which.`,
  once: (count: number | undefined) =>
    `${count === undefined ? "The others get" : `${n(count)} get`} one email each, and none again for twelve months.`,
  takes: (hours: number) =>
    hours <= 1
      ? "It is through within an hour."
      : hours <= 48
        ? `It is through in some ${n(hours)} hours.`
        : `It is through in some ${n(Math.ceil(hours / 24))} days.`,
  handled: (done: number, of: number) => `${n(done)} of ${n(of)} addresses have had their turn.`,
  handledHint:
    "An address is deleted as soon as its email has settled. Who has signed or asked not to be written to meanwhile has a turn without an email.",
  inEarnest:
    "Letters are rehearsed here, invitations are not: once begun, they go to people’s own addresses.",
  demandClosed: "The demand is not open for signing. Nothing leaves while it is not.",
  deeds: {
    begin: "Begin to invite them",
    pause: "Pause",
    resume: "Go on",
    cancel: "Stop it for good",
    drop: "Throw it away",
  },
};
