/** An entry line by line, to be shown beside another version of it. */
import { en } from "../../words/en.ts";
import { entryWords, lifeFormWords } from "../../words/organise/demand-life.ts";
import { languageNames } from "../../words/organise/demands.ts";
import { type NewEntry, otherLocales } from "./entry.ts";
import { nameOf } from "./timeline.ts";

/** The same labels in the same order for every entry. */
export function linesOfEntry(entry: NewEntry): { label: string; text: string }[] {
  const { english, others, sourceUrl, occurredOn } = entry;
  const shown = { kind: entry.kind, outcome: entry.outcome ?? null };
  return [
    { label: entryWords.kind, text: nameOf(shown, en) },
    { label: lifeFormWords.date, text: occurredOn },
    { label: lifeFormWords.link, text: sourceUrl ?? "" },
    ...(["en", ...otherLocales] as const).flatMap((locale) => {
      const { subject, body } = (locale === "en" ? english : others[locale]) ?? nothing;
      const language = languageNames[locale];
      return [
        { label: `${entryWords.subject}, ${language}`, text: subject },
        { label: `${entryWords.body}, ${language}`, text: body },
      ];
    }),
  ];
}

const nothing = { subject: "", body: "" };
