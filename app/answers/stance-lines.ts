/** A stance as texts that two people can compare. */
import { en } from "../words/en.ts";
import { memberWords } from "../words/organise-forms.ts";
import type { Stated } from "./stance.ts";

/** Those of two stances have the same labels, in the order of the form. */
export const linesOfStance = (stated: Stated | undefined) => [
  {
    label: memberWords.stanceLabel,
    text: stated ? en.members.stances[stated.stance] : memberWords.nothing,
  },
  { label: memberWords.dateLabel, text: stated?.statedOn ?? "" },
  { label: memberWords.quoteLabel, text: stated?.quote ?? "" },
  { label: memberWords.sourceLabel, text: stated?.source ?? "" },
];
