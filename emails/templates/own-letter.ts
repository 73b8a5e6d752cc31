/** A letter that somebody wrote to their own member, and the mails to its writer, in which all of it stands. */
import type { LocaleCode } from "#db/schema.ts";

import { html, type Html } from "../html.ts";
import type { OwnLetterText } from "../message.ts";
import type { MailWords } from "../../app/words/mail.en.ts";
import { button, type Campaign, footer, page, type Rendered, subjectLine } from "./page.ts";

/** What was typed, in paragraphs and lines; nothing in it is markup. */
const paragraphs = (text: string): Html[] =>
  text
    .split(/\n{2,}/)
    .map(
      (paragraph) =>
        html`<p>
          ${paragraph.split("\n").map((line, index) => (index > 0 ? html`<br />${line}` : html`${line}`))}
        </p>`,
    );

/** English only, as letters to members are. */
export function ownLetter(props: { campaign: Campaign; letter: OwnLetterText }): Rendered {
  const { campaign, letter } = props;
  const { writer, constituency, text } = letter;
  const subject = subjectLine(letter.subject);
  const sent = `${writer} wrote this letter and sent it through ${campaign.name}, which has checked the writer’s email address and that the postcode lies in ${constituency}. An answer goes to ${writer}; it is not read here.`;
  const less =
    campaign.email &&
    `If you would rather not be written to in this way, tell us at ${campaign.email}.`;
  const below = [sent, less, campaign.address].filter((line) => line !== undefined);
  return {
    subject,
    html: page(
      "en",
      subject,
      html`${paragraphs(text)}
        <footer class="small">${below.map((line) => html`<p>${line}</p>`)}</footer>`,
    ),
    text: `${text}\n\n--\n${below.join("\n")}\n`,
  };
}

export interface OwnMailProps {
  locale: LocaleCode;
  campaign: Campaign;
  subject: string;
  lead: string;
  /** Undefined where there is nothing to press. */
  button: string | undefined;
  link: string;
  below: string;
  /** The whole letter. */
  text: string;
}

export function ownMail(props: OwnMailProps, words: MailWords): Rendered {
  const { campaign, subject, lead, link, text } = props;
  const below = footer(campaign, words);
  const press = props.button === undefined ? [] : [button(props.button, link, words.linkHint)];
  const body = html`<h1>${subject}</h1>
    <p>${lead}</p>
    ${press}
    <p class="small">${props.below}</p>
    <blockquote lang="en">${paragraphs(text)}</blockquote>
    ${below.html}`;
  const pressed = props.button === undefined ? "" : `${props.button}:\n${link}\n\n`;
  return {
    subject,
    html: page(props.locale, subject, body),
    text: `${lead}\n\n${pressed}${props.below}\n\n${quoted(text)}\n\n${below.text}\n`,
  };
}

const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
