/** News for those who signed and asked for it; the frame in their language, the text in it or in English. */
import type { LocaleCode } from "#db/schema.ts";
import { markdownToText, renderMailMarkdown } from "#app/words/markdown.ts";

import { html, type Html } from "../html.ts";
import { mailWords } from "../../app/words/mail.ts";
import { type Campaign, footer, page, type Rendered, subjectLine } from "./page.ts";

export interface UpdateProps {
  /** The reader's. */
  locale: LocaleCode;
  /** Of the text. */
  lang: LocaleCode;
  campaign: Campaign;
  subject: string;
  /** Markdown. */
  body: string;
  links: { unsubscribe: string; manage: string };
}

export function update(props: UpdateProps): Rendered {
  return write(props, subjectLine(props.subject));
}

/** What the others would get, with a line above that says what it is. */
export function updateTest(props: UpdateProps): Rendered {
  return write(
    props,
    `[Test] ${subjectLine(props.subject)}`,
    "This is a test copy. It went to nobody but you, and its links lead to nobody’s data.",
  );
}

function write(props: UpdateProps, subject: string, note?: string): Rendered {
  const { locale, lang, campaign, body, links } = props;
  const words = mailWords[locale];
  const own = words.update;
  const below = footer(campaign, words);
  const above: Html[] = note ? [html`<p class="small" lang="en"><strong>${note}</strong></p>`] : [];
  return {
    subject,
    html: page(
      locale,
      subject,
      html`${above}
        <div lang="${lang}">${{ markup: renderMailMarkdown(body) }}</div>
        <footer class="small">
          <p>${own.why}</p>
          <p>${own.stop}<br /><a href="${links.unsubscribe}">${own.stopLink}</a></p>
          <p>${own.manage}<br /><a href="${links.manage}">${own.manageLink}</a></p>
        </footer>
        ${below.html}`,
    ),
    text: `${note ? `${note}\n\n` : ""}${markdownToText(body)}

--
${own.why}

${own.stop}
${links.unsubscribe}

${own.manage}
${links.manage}

${below.text}
`,
  };
}
