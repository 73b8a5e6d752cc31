/** What is told of a short form that somebody else has filled in meanwhile: both, line by line. */
import type { Flash } from "./flash.ts";

interface Labelled {
  label: string;
  text: string;
}

export interface StaleRecord {
  said: Flash;
  /** Whether the form said which version it was made from. */
  isNamed: boolean;
  kept: Labelled[];
  yours: Labelled[];
}
