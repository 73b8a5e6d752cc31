/** The link with which a signer sees, corrects, withdraws and erases what is stored. */
import type { LocaleCode } from "#db/schema.ts";

import { html } from "../html.ts";
import type { MailWords } from "../../app/words/mail.en.ts";
import { button, type Campaign, footer, page, type Rendered } from "./page.ts";

export interface ManageProps {
  locale: LocaleCode;
  campaign: Campaign;
  link: string;
}

export function manage(props: ManageProps, words: MailWords): Rendered {
  const { campaign, link } = props;
  const own = words.manage;
  const below = footer(campaign, words);
  const body = html`<h1>${own.subject}</h1>
    <p>${own.lead}</p>
    ${button(own.button, link, words.linkHint)}
    <p><strong>${own.keep}</strong></p>
    <p class="small">${own.notMe}</p>
    ${below.html}`;
  const text = `${own.lead}

${own.button}:
${link}

${own.keep}

${own.notMe}

${below.text}
`;
  return { subject: own.subject, html: page(props.locale, own.subject, body), text };
}
