/** The form of a demand's petition on paper: what was typed, what is wrong with it, what to think about. */
import { isStorable } from "../../words/storable.ts";
import { formWords } from "../../words/organise-forms.ts";
import { paperFault } from "../../words/organise/paper.ts";
import type { PaperWords } from "./petition.ts";
import { faultsOf } from "./rules.ts";

const fields = ["declares", "requests"] as const;

export type PaperProblems = Partial<Record<"paper_declares" | "paper_requests", string>>;

/** The fields go by the names of their columns. One paragraph each, however it was typed. */
export function readPaper(posted: URLSearchParams): { words: PaperWords; problems: PaperProblems } {
  const words = { declares: "", requests: "" };
  for (const name of fields)
    words[name] = (posted.get(`paper_${name}`) ?? "").trim().replace(/\s+/g, " ");
  const faults = faultsOf(words);
  const problems: PaperProblems = {};
  for (const name of fields) {
    const fault = isStorable(words[name]) ? faults[name] : ({ rule: "not-english" } as const);
    if (posted.getAll(`paper_${name}`).length > 1) problems[`paper_${name}`] = formWords.repeated;
    else if (fault) problems[`paper_${name}`] = paperFault(fault);
  }
  return { words, problems };
}
