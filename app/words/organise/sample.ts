/** What organisers read of the demo's sample, and of its going. */
import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);
const many = (count: number, one: string, more = `${one}s`) =>
  `${n(count)} ${count === 1 ? one : more}`;

export const sampleFlashes = {
  "sample-removed": "The sample data is gone. What people really gave and wrote is still here.",
  "sample-gone": "There is no sample data any more. Nothing was changed.",
  "sample-stale":
    "Answers of sample members were added or removed since you opened this page. Nothing was removed yet. Look at the numbers below and press again.",
};

interface Numbers {
  signatures: number;
  members: number;
  letters: number;
  answers: number;
  updates: number;
  entries: number;
}

/** In a sentence without its end. */
export const sampleParts = (numbers: Numbers): string[] => [
  many(numbers.signatures, "signature"),
  many(numbers.members, "member"),
  many(numbers.letters, "letter"),
  many(numbers.answers, "answer"),
  many(numbers.updates, "update"),
  many(numbers.entries, "timeline entry", "timeline entries"),
];

export const sampleWords = {
  line: "Sample data: the people, numbers and answers here are invented.",
  take: "Remove it",
  title: "Sample data",
  lead: "The demo begins with an invented campaign, so that you can see what the pages look like in use. Remove it when you have seen enough. It does not come back.",
  goes: "This goes",
  stays: "This stays",
  kept: (kept: { signatures: number; demands: number; places: number; organisers: number }) => [
    many(
      kept.signatures,
      "signature that somebody really gave",
      "signatures that people really gave",
    ),
    many(kept.demands, "demand"),
    many(kept.places, "constituency", "constituencies"),
    many(kept.organisers, "organiser"),
    "members that you imported, letters and updates that you wrote, settings and the audit log",
  ],
  named: "A sample member whom you have sent a letter keeps only the name in that letter.",
  button: "Remove the sample data",
  fresh: "You must have signed in within ten minutes.",
};
