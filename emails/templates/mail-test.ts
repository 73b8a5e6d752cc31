/** Shows an organiser that mail leaves and arrives; English only. */
import { html } from "../html.ts";
import { type Campaign, page, type Rendered } from "./page.ts";

export interface MailTestProps {
  campaign: Campaign;
  /** The first steps, where it was asked for. */
  link: string;
}

export function mailTest({ campaign, link }: MailTestProps): Rendered {
  const subject = "A test email";
  const lines = [
    "You asked for this email. It has arrived, so email leaves the site and reaches you.",
    "Look where it lies: in a folder for spam it would not be read, and confirmations beside it would not either.",
    campaign.email === undefined
      ? "Nobody has said yet where answers are read."
      : `Answer it: the answer has to arrive at ${campaign.email}.`,
  ];
  return {
    subject,
    html: page(
      "en",
      subject,
      html`<h1>${subject}</h1>
        ${lines.map((line) => html`<p>${line}</p>`)}
        <p><a href="${link}">${link}</a></p>
        <footer class="small">${campaign.name}</footer>`,
    ),
    text: `${lines.join("\n\n")}

${link}

${campaign.name}
`,
  };
}
