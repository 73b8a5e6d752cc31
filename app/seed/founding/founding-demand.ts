/** What a founding demand is: one of the five that the campaign began with, in all its languages. */
import type { LocaleCode } from "#db/schema.ts";

import type { PaperWords } from "../../demands/paper/petition.ts";

/** Title, summary and addressee are plain text; the body is Markdown. */
type FoundingText = { title: string; summary: string; body: string; addressee: string };

export type FoundingDemand = {
  slug: string;
  topics: string[];
  texts: Record<LocaleCode, FoundingText>;
  /** Of one that the House of Commons can act on. */
  paper?: PaperWords;
};
