/** What organisers are told of a letter before it is approved; English, as their pages are. */
import { formatNumber } from "../format.ts";

/** As `letters/checking/checks.ts` finds it. */
type Found =
  | { kind: "words"; words: number }
  | { kind: "no-question" }
  | { kind: "questions"; questions: number }
  | { kind: "open-question" }
  | { kind: "several-asks"; phrase: string }
  | { kind: "no-number" }
  | { kind: "no-number-first" }
  | { kind: "number-in-subject"; field: string }
  | { kind: "left-out-with"; without: string; field: string }
  | { kind: "other-hosts"; hosts: readonly string[] };

const n = (value: number) => formatNumber("en", value);

export function checkSentence(found: Found): string {
  switch (found.kind) {
    case "words":
      return `It has ${n(found.words)} words. Offices read about 200; cut what an MP can look up.`;
    case "no-question":
      return "It asks nothing. End with one question that can be answered with yes or no.";
    case "questions":
      return `It asks ${n(found.questions)} questions. One is answered, several are not: keep the one that matters.`;
    case "open-question":
      return "Its question cannot be answered with yes or no. Ask one that can.";
    case "several-asks":
      return `“${found.phrase}”: it seems to ask more than one thing. Keep one.`;
    case "no-number":
      return "It has no number. Use a field such as {{total.constituency}}: a figure of their own is what members remember.";
    case "no-number-first":
      return "The first line does not say how many signed in the constituency. Begin with {{total.constituency}}.";
    case "number-in-subject":
      return `{{${found.field}}} makes another subject of each letter, so each begins a new thread. Put the number into the text.`;
    case "left-out-with":
      return `The sentence with {{${found.without}}} is left out for members who have had no letter about it yet, and with it {{${found.field}}}. Put a semicolon or a full stop between the two.`;
    case "other-hosts":
      return `It links to another site (${found.hosts.join(", ")}). Offices mistrust such links, and filters hold them back.`;
  }
}

export const checkWords = {
  title: "Before it leaves",
  none: "Nothing found that an office would stumble over.",
  hint: "These are advice. A letter is held only where something would leave unfilled, or nobody is named as its sender.",
  lacksSender:
    "The settings do not say who signs, or where they can be reached. Offices ask for that, so no letter is approved or sent without it.",
};
