/** A short mail to who organises, or is to: a few lines and one link. */
import type { LocaleCode } from "#db/schema.ts";

import { html } from "../html.ts";
import type { MailWords } from "../../app/words/mail.en.ts";
import { button, type Campaign, page, type Rendered } from "./page.ts";

export interface ToOrganiserProps {
  locale: LocaleCode;
  campaign: Campaign;
  link: string;
  own: { subject: string; lead: string; button: string; notMe: string };
}

export function toOrganiser(props: ToOrganiserProps, words: MailWords): Rendered {
  const { campaign, link, own } = props;
  const body = html`<h1>${own.subject}</h1>
    <p>${own.lead}</p>
    ${button(own.button, link, words.linkHint)}
    <p class="small">${own.notMe}</p>
    <footer class="small">${campaign.name}</footer>`;
  const text = `${own.lead}

${own.button}:
${link}

${own.notMe}

${campaign.name}
`;
  return { subject: own.subject, html: page(props.locale, own.subject, body), text };
}
