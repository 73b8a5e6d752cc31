/** A letter to a member, or a test copy of one to an organiser; English only. */
import { markdownToText, renderMailMarkdown } from "#app/words/markdown.ts";

import { html, type Html } from "../html.ts";
import { type Campaign, page, type Rendered, subjectLine } from "./page.ts";

export interface LetterProps {
  campaign: Campaign;
  subject: string;
  /** Markdown with its fields filled. */
  body: string;
  /** The public page of the letter. */
  link: string;
  /** The member's own, to answer by; null where it is only said to stand here; undefined where nothing is. */
  answer: string | null | undefined;
}

export function letter(props: LetterProps): Rendered {
  return write(props, subjectLine(props.subject));
}

/** What a member would get, but for their link, with a line above that says what it is. */
export function letterTest(props: LetterProps): Rendered {
  return write(
    props,
    `[Test] ${subjectLine(props.subject)}`,
    "This is a test copy. It went to nobody but you.",
  );
}

const toAnswer = "To answer, or to be written to less often:";
const later = "(in the copy that a member gets, their own link stands here)";

function write(props: LetterProps, subject: string, note?: string): Rendered {
  const { campaign, body, link, answer } = props;
  const writes = `${campaign.name} writes this letter.`;
  const { email, address, sender, telephone } = campaign;
  const person = [sender, telephone && `telephone ${telephone}`].filter((one) => one).join(", ");
  const reach = [email && `Answers to ${email} are read.`, person, address].filter((line) => line);
  const totals = "The totals as sent stand on a public page, where anyone can check them:";
  const above: Html[] = note ? [html`<p class="small"><strong>${note}</strong></p>`] : [];
  const answering = answer === undefined ? [] : [html`<p>${toAnswer}<br />${linkTo(answer)}</p>`];
  return {
    subject,
    html: page(
      "en",
      subject,
      html`${above}${{ markup: renderMailMarkdown(body) }}${answering}
        <footer class="small">
          <p>${writes} ${totals}<br /><a href="${link}">${link}</a></p>
          ${reach.map((line) => html`<p>${line!}</p>`)}
        </footer>`,
    ),
    text: `${note ? `${note}\n\n` : ""}${markdownToText(body)}

${answer === undefined ? "" : `${toAnswer}\n${answer ?? later}\n\n`}--
${writes}
${totals}
${link}

${reach.join("\n")}
`,
  };
}

const linkTo = (answer: string | null): Html =>
  answer === null ? html`${later}` : html`<a href="${answer}">${answer}</a>`;
