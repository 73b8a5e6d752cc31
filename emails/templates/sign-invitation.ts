/** Invites somebody to sign, once: says where the address is from, and how to be left alone. */
import type { LocaleCode } from "#db/schema.ts";

import { html } from "../html.ts";
import type { MailWords } from "../../app/words/mail.en.ts";
import {
  button,
  type Campaign,
  footer,
  page,
  type Rendered,
  subjectLine,
  titleLines,
  titleList,
} from "./page.ts";

export interface SignInvitationProps {
  locale: LocaleCode;
  campaign: Campaign;
  title: string;
  /** The page of the demand. */
  link: string;
  noMoreLink: string;
  collector: string;
  collected: string;
  wording: string;
}

export function signInvitation(props: SignInvitationProps, words: MailWords): Rendered {
  const { campaign, title, link, noMoreLink, collector, collected, wording } = props;
  const own = words.signInvitation;
  const source = own.source(subjectLine(collector), subjectLine(collected));
  const below = footer(campaign, words);
  const body = html`<h1>${own.subject}</h1>
    <p>${own.lead}</p>
    ${titleList([title])} ${button(own.button, link, words.linkHint)}
    <p>${source}</p>
    <blockquote>${wording}</blockquote>
    <p class="small">${own.once}</p>
    <p class="small"><a href="${noMoreLink}">${own.noMore}</a><br />${own.valid}</p>
    ${below.html}`;
  const text = `${own.lead}

${titleLines([title])}

${own.button}:
${link}

${source}
> ${subjectLine(wording)}

${own.once}

${own.noMore}:
${noMoreLink}
${own.valid}

${below.text}
`;
  return { subject: own.subject, html: page(props.locale, own.subject, body), text };
}
