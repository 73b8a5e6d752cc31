/** Tells who signs again that the signature counts already, and how to manage it. */
import type { LocaleCode } from "#db/schema.ts";

import { html } from "../html.ts";
import type { MailWords } from "../../app/words/mail.en.ts";
import {
  button,
  type Campaign,
  footer,
  page,
  type Rendered,
  titleLines,
  titleList,
} from "./page.ts";

export interface AlreadySignedProps {
  locale: LocaleCode;
  campaign: Campaign;
  titles: readonly string[];
  link: string;
}

export function alreadySigned(props: AlreadySignedProps, words: MailWords): Rendered {
  const { campaign, titles, link } = props;
  const own = words.alreadySigned;
  const below = footer(campaign, words);
  const body = html`<h1>${own.subject}</h1>
    <p>${own.lead}</p>
    <p>${own.manage}</p>
    ${button(own.button, link, words.linkHint)}
    <p><strong>${own.demands}</strong></p>
    ${titleList(titles)}
    <p class="small">${own.notMe}</p>
    ${below.html}`;
  const text = `${own.lead}

${own.manage}
${link}

${own.demands}
${titleLines(titles)}

${own.notMe}

${below.text}
`;
  return { subject: own.subject, html: page(props.locale, own.subject, body), text };
}
