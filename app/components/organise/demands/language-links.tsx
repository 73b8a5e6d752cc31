/** The languages that a demand has, lacks, and has of an older English. */
import type { LocaleCode } from "#db/schema.ts";

import { href } from "../../../paths.ts";
import { demandPages as say, languageNames } from "../../../words/organise/demands.ts";

export interface Translation {
  locale: LocaleCode;
  state: "kept" | "missing" | "outdated";
}

export function LanguageLinks({ id, translations }: { id: number; translations: Translation[] }) {
  return (
    <ul className="ways">
      {translations.map(({ locale, state }) => (
        <li key={locale}>
          <a href={href("/organise/demands/:id/words/:locale", { id, locale })}>
            {languageNames[locale]}
          </a>
          {state !== "kept" && <span className="tag">{say[state]}</span>}
        </li>
      ))}
    </ul>
  );
}
