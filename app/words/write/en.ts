/** What somebody reads who writes to their member in their own words; the other languages must have every line of it. */
import { plural } from "../plural.ts";
import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);

export const writeEn = {
  title: "In your own words",
  offer: (member: string) =>
    `You can also write to ${member}, your MP. A few sentences of your own are read where a form letter is not.`,
  offerButton: "Write to your MP in your own words",
  heading: (member: string) => `Write to ${member}`,
  lead: (constituency: string) =>
    `Your MP for ${constituency}. The letter goes there under your name, and the answer comes to you.`,
  about: "What is your letter about?",
  ask: "What would you like your MP to do?",
  askHint: "One question, best one that can be answered by yes or no. You can change it.",
  why: "Why does it matter to you?",
  whyHint:
    "What have you seen or heard, whom do you know, what worries you? Three sentences of your own do more than a page. Write in English: it is read in the MP’s office.",
  address: "Your postal address",
  addressHint:
    "House and street, then the town. Offices answer only those whom their MP represents.",
  look: "See how it reads",
  send: "Email it to me",
  sendHint:
    "Nothing goes to your MP before you confirm it from your inbox. Your letter is kept encrypted, and erased four weeks after it has left.",
  letter: "Your letter",
  own: "These are your own words.",
  copied: (percent: number) =>
    `${n(percent)}% of what you wrote stands in the demand, or in somebody else’s letter. Those phrases are underlined. Say it in your own words if you can.`,
  counted: (percent: number) =>
    `${n(percent)}% of what you wrote stands in the demand, or in somebody else’s letter, and is underlined. Offices file such letters together unread. Your signature says the same, and you are counted already: you can leave it at that. You can also change it, or send it as it is.`,
  leave: "Be counted instead",
  mailed: "Confirm it from your inbox",
  mailedLead: (member: string) =>
    `We have emailed you the whole letter. It goes to ${member} once you press the button in that email.`,
  none: "You cannot write from here now",
  noneLead:
    "You can write to your own MP about an open demand that you have signed, once in 30 days. Perhaps you have done so lately, or your MP takes no letters in this way.",
  copyIt: "This is what you typed. Copy it if you want to keep it: it is not stored here.",
  confirm: "Send your letter",
  confirmLead: (member: string) => `If this is what you want to say, send it to ${member}.`,
  confirmButton: "Send it",
  states: {
    typed: "Not confirmed yet, so it goes nowhere.",
    held: "Somebody of the campaign looks at it before it goes on. You need not do anything.",
    waiting: "Confirmed. It leaves while your MP’s office is open.",
    queued: "Confirmed. It is leaving now.",
    left: "It was sent to your MP.",
    unknown: "It is not known whether it left. Somebody of the campaign looks into it.",
    back: "It did not reach your MP. We email it back to you.",
    "given-back": "It did not reach your MP. We have emailed it back to you.",
  },
  lately: "You have written to this MP about this demand within the last 30 days.",
  unreachable:
    "Your MP can no longer be written to in this way, or your signature does not stand any more. The letter was not sent.",
  gone: "This letter is not kept any more",
  goneLead: "It was never confirmed, it was erased, or its four weeks are over.",
  question: (member: string) => `Has ${member} answered you?`,
  outcomes: {
    answered: "Yes, I got an answer",
    acknowledged: "Only that it was received",
    none: "No",
  },
  thanks: "Thank you. You can change your answer while the letter is kept.",
  kept: (member: string, title: string) => `To ${member}, about “${title}”.`,
  keptErased: "The text is erased already.",
  problems: {
    "address-missing": "Write your postal address",
    "address-part": "Write all of your address: house and street, then the town",
    "address-long": "Your address is too long: at most 300 characters",
    "postcode-needed": "Write your postcode, such as SW1A 1AA",
    "postcode-elsewhere":
      "This postcode does not lie in your MP’s constituency. Only an MP’s own constituents can write from here",
    "demand-choose": "Choose what your letter is about",
    "demand-lately": "You cannot write about this demand now. Choose another one",
    "ask-missing": "Write what you would like your MP to do",
    "ask-long": "Your question is too long: at most 500 characters",
    "why-missing": "Write in your own words why it matters to you",
    "why-long": "Your letter is too long: at most 4,000 characters",
    "text-odd": "This holds a character that we cannot take. Type it rather than paste it",
    often:
      "You have emailed yourself five letters today. Confirm one of them, or try again tomorrow",
    hasty: "This was looked at very often. Wait ten minutes, then press again",
  },
  alsoWrote: (count: number) =>
    plural("en", count, {
      one: `${n(count)} person also wrote to their MP in their own words.`,
      other: `${n(count)} people also wrote to their MP in their own words.`,
    }),
};

export type WriteWords = typeof writeEn;
