/** A demand with all that files say of it, whichever site it stands on: no ids, and no signatures. */
import type { DemandState } from "#db/schema.ts";

import type { NewEntry, OtherLocale } from "../life/entry.ts";
import type { PaperWords } from "../paper/petition.ts";
import type { Words } from "../words.ts";

export interface Translation extends Words {
  /** The English that it was made from, where the English has moved on since; null where it has not. */
  madeFrom: Words | null;
}

export interface WholeDemand {
  slug: string;
  /** In alphabetical order. */
  formerSlugs: string[];
  state: DemandState;
  goal: number | null;
  topics: string[];
  position: number;
  createdAt: Date;
  /** Of a draft: when it is to open. */
  openedAt: Date | null;
  closesAt: Date | null;
  closedAt: Date | null;
  english: Words;
  translations: Partial<Record<OtherLocale, Translation>>;
  /** Both empty where it says nothing on paper. */
  paper: PaperWords;
  /** Oldest first, without those that were taken off. */
  timeline: NewEntry[];
}
