/** What organisers read where signatures are looked into; English, as their pages are. */
import type { ReviewDeed, ReviewState } from "#db/schema.ts";

import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);

export const signatures = (count: number) =>
  `${n(count)} ${count === 1 ? "signature" : "signatures"}`;

export const signatureFlashes = {
  "bulk-asked": "The signatures are being looked for. Nothing has changed yet.",
  "bulk-begun": "It was started. You may leave this page: it goes on without you.",
  "bulk-cancelled": "It is stopped. What was done stays done, and can be undone below.",
  "bulk-dropped": "It is thrown away. Nothing was changed.",
  "bulk-undoes": "It is being undone. You may leave this page: it goes on without you.",
  "bulk-stale":
    "Somebody else has begun, stopped or undone this since you opened the page. Nothing was changed by you; look at it again.",
  "bulk-not-found":
    "There is nothing here to begin: no signature was found, or it is over. Nothing was changed.",
  "bulk-over": "This is over already, so there was nothing to stop.",
  "bulk-not-undone":
    "This cannot be undone: nothing was changed by it, it is undone already, or it is more than 30 days ago.",
  "bulk-conditions":
    "Say which signatures are meant: a domain, a place, a demand or a time at least. Nothing was looked for.",
  "domain-blocked": "No email goes to this domain any more.",
  "domain-unblocked": "Email goes to this domain again.",
  "domain-held":
    "Whoever confirms with an address at this domain is held from now on. What is counted already stays counted: “Clusters” leads to it.",
  "domain-listed":
    "This domain is never taken for stuffing any more. What is held there stays held until you release it.",
  "domain-free":
    "The rule is taken back. What is held stays held until it is released. A domain that is over its line is held again within seconds: list it if you know it.",
  "domain-released":
    "The domain is listed, and what is held there is being released. You may leave this page.",
  "domain-as-it-is": "Somebody has done that already, so nothing was changed.",
  "numbers-exported": "The numbers are in the file.",
  "person-looked": "The answer stands below.",
};

export const deedWords: Readonly<
  Record<ReviewDeed, { name: string; button: string; does: (count: number) => string }>
> = {
  hold: {
    name: "Hold",
    button: "Hold them",
    does: (count) =>
      `${signatures(count)} will be held: not counted, shown as held, and released or invalidated later.`,
  },
  release: {
    name: "Release",
    button: "Release them",
    does: (count) => `${signatures(count)} that are held will be counted.`,
  },
  invalidate: {
    name: "Invalidate",
    button: "Invalidate them",
    does: (count) =>
      `${signatures(count)} will be invalidated: neither counted nor held, and noted in public as a number. Who was meant can sign anew.`,
  },
};

export const stateWords: Readonly<Record<ReviewState, string>> = {
  finding: "being looked for",
  found: "waits for you",
  running: "under way",
  done: "done",
  cancelled: "stopped midway",
  undoing: "being undone",
  undone: "undone",
  dropped: "thrown away",
};

export const standingWords = {
  counted: "counted",
  held: "held",
  invalidated: "invalidated",
} as const;

/** Each with what is suspicious about it. */
export const clusterWords = {
  domain: (size: string, usual: string) =>
    `${size} people confirmed with addresses at one email domain; usual for it would be ${usual}.`,
  place: (size: string, usual: string) =>
    `${size} people confirmed from one place; as many people as live there, usual would be ${usual}.`,
  network: (size: string) =>
    `${size} people confirmed from one network. One carrier, campus or firm is one network too.`,
  rate: (size: string, usual: string) =>
    `${size} people confirmed within this span; usual would be ${usual}.`,
};

export const troubles = {
  "domain-form": "Type an email domain, such as example.org.",
  "domain-suffix": "Everybody’s domains end so. Type one domain, such as example.org.",
  "domain-listed":
    "This is a provider of many people’s addresses, or a public institution. It cannot be blocked, held or listed as a whole.",
  "reason-missing": "Say why, in a few words: it is kept in the audit log.",
  "reason-long": "Say it in fewer words, 500 letters at most.",
  "reason-odd": "Leave out signs that cannot be read.",
  "number-wrong": "Type the number of signatures as it stands above. Nothing was begun.",
  repeated: "This came twice. Send the form from the page itself.",
  "address-form": "Type one whole email address.",
};

export type Trouble = keyof typeof troubles;

export const groupingWords = {
  hour: "Hour",
  day: "Day",
  place: "Place",
  source: "Label",
} as const;

export const groupingHints: Readonly<Record<keyof typeof groupingWords, string>> = {
  hour: "The last two days, by London’s clock. Withdrawn ones stand at the hour in which they were withdrawn.",
  day: "The last 30 days. Withdrawn ones stand on the day on which they were withdrawn.",
  place: "All that was signed, by place; those who wait are of the last seven days.",
  source:
    "The label of the link by which somebody came (?from=…). It is not known of those who withdrew.",
};
