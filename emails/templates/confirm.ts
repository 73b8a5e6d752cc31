/** Asks whether the owner of an address wants to sign; holds nothing that a visitor typed. */
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

export interface ConfirmProps {
  locale: LocaleCode;
  campaign: Campaign;
  titles: readonly string[];
  link: string;
  notMeLink: string;
}

/**
 * The titles stand below the link, so that the preview in a list of mails stays neutral. Whoever is
 * forwarded this mail can sign with it in its owner's name for a week, what is asked for and what is open beside, but
 * reads nothing else that is stored and withdraws nothing: no link to the stored data is in it.
 */
export function confirm(props: ConfirmProps, words: MailWords): Rendered {
  const { campaign, titles, link, notMeLink } = props;
  const own = words.confirm;
  const below = footer(campaign, words);
  const body = html`<h1>${own.subject}</h1>
    <p>${own.lead}</p>
    ${button(own.button, link, words.linkHint)}
    <p class="small">${own.valid}</p>
    <p><strong>${own.demands}</strong></p>
    ${titleList(titles)}
    <p class="small">
      <strong>${own.notMe}</strong> ${own.notMeHow} <a href="${notMeLink}">${own.notMeLink}</a>
    </p>
    <p class="small">${own.later}</p>
    ${below.html}`;
  const text = `${own.lead}

${own.button}:
${link}

${own.valid}

${own.demands}
${titleLines(titles)}

${own.notMe}
${own.notMeHow}
${notMeLink}

${own.later}

${below.text}
`;
  return { subject: own.subject, html: page(props.locale, own.subject, body), text };
}
