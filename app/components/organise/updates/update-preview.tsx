/** An update as it arrives, in each language in which it is written. */
import type { LocaleCode } from "#db/schema.ts";

import { languageNames } from "../../../words/organise/demands.ts";
import { updateWords as t } from "../../../words/organise/updates.ts";

export interface ShownMail {
  locale: LocaleCode;
  subject: string;
  /** Safe to insert. */
  html: string;
  /** Absent while one types. */
  text?: string;
}

export function UpdatePreview({ mails }: { mails: readonly ShownMail[] }) {
  return (
    <div id="preview" aria-live="polite">
      <h2>{t.preview}</h2>
      {mails.map(({ locale, subject, html, text }) => (
        <section key={locale} aria-label={languageNames[locale]}>
          <h3>{languageNames[locale]}</h3>
          <div className="copy" lang={locale}>
            <p>
              <b>{subject}</b>
            </p>
            <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
          </div>
          {text !== undefined && (
            <details>
              <summary>{t.textAlone}</summary>
              <pre className="as-written" lang={locale}>
                {text}
              </pre>
            </details>
          )}
        </section>
      ))}
    </div>
  );
}
