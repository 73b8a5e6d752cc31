/** The frame of every HTML mail: one column, light and dark, nothing fetched from anywhere. */
import type { LocaleCode } from "#db/schema.ts";

import { html, type Html } from "../html.ts";
import type { MailWords } from "../../app/words/mail.en.ts";

/** A mail, ready but for its envelope. */
export interface Rendered {
  subject: string;
  html: string;
  text: string;
}

const style: Html = {
  markup: `<style>
:root{color-scheme:light dark}
body{margin:0;padding:0;background:#fff;color:#1a1a1a;font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
main{display:block;max-width:34rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 1rem}
a{color:#0b57a4;overflow-wrap:anywhere}
.button{display:inline-block;margin:.5rem 0;padding:.8rem 1.4rem;border-radius:.4rem;background:#1a1a1a;color:#fff;font-weight:600;text-decoration:none}
blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid #888}
li{margin:.25rem 0}
.small{font-size:.88rem;color:#555}
footer{margin-top:2rem;padding-top:1rem;border-top:1px solid #bbb}
@media (prefers-color-scheme:dark){body{background:#141414;color:#eee}a{color:#8ec5ff}.button{background:#eee;color:#141414}.small{color:#b5b5b5}footer{border-color:#555}}
</style>`,
};

/** One line, whatever was typed: line breaks in a subject would begin another header. */
export function subjectLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** @param body what stands in the column */
export function page(lang: LocaleCode, title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `.markup;
}

/** A link that looks like a button, and its address for those who see no buttons. */
export function button(label: string, href: string, hint: string): Html {
  return html`<p><a class="button" href="${href}">${label}</a></p>
    <p class="small">${hint}<br /><a href="${href}">${href}</a></p>`;
}

export function titleList(titles: readonly string[]): Html {
  return html`<ul>
    ${titles.map((title) => html`<li>${title}</li>`)}
  </ul>`;
}

/** The same as text, one line each. */
export function titleLines(titles: readonly string[]): string {
  return titles.map((title) => `- ${subjectLine(title)}`).join("\n");
}

/** Below every mail to a signer: who writes, and how to ask. */
export function footer({ name, email, address }: Campaign, words: MailWords) {
  const lines = [name, address, email && words.questions(email)].filter((line) => line);
  const [first, ...others] = lines as [string, ...string[]];
  const below = others.map((line) => html`<br />${line}`);
  return {
    html: html`<footer class="small">${first}${below}</footer>`,
    text: lines.join("\n"),
  };
}

/** Who writes, and how to answer. */
export interface Campaign {
  /** In the mail's language, or in English. */
  name: string;
  /** Undefined while nobody has said it: then no mail leaves that would name it. */
  email: string | undefined;
  /** The postal one, in a line. */
  address: string | undefined;
  telephone: string | undefined;
  /** The person who signs letters. */
  sender: string | undefined;
}
