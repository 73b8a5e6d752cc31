import { expect, test } from "vitest";

import { markdownToText, renderMailMarkdown, renderMarkdown } from "#app/words/markdown.ts";
import type { LocaleCode } from "#db/schema.ts";
import { html } from "#emails/html.ts";
import type { Mail } from "#emails/message.ts";
import { packMail } from "#emails/dispatch/parcel.ts";
import { renderMail } from "#emails/registry.ts";
import type { Rendered } from "#emails/templates/page.ts";
import type { MailWords } from "#app/words/mail.en.ts";
import { mailWords } from "#app/words/mail.ts";

import { mailTools as emptyTools } from "./support/mails.ts";

const locales: LocaleCode[] = ["en", "uk", "kk", "ru"];
const nasty = `<img src=x onerror="alert(1)"> & 'so on'`;
const signing = "0190a0a0-0000-7000-8000-000000000001";
const signer = Buffer.alloc(16, 7).toString("base64url");
const letter = {
  letter: 3,
  subject: "The totals\r\nBcc: x@example.org",
  body: "Dear *Ada*,\n\n<b>so</b>",
};
const mails: Mail[] = [
  { kind: "confirm", params: { signing, signer, titles: [nasty, "Free the prisoners"] } },
  { kind: "already-signed", params: { signer, titles: [nasty] } },
  { kind: "manage", params: { signer } },
  { kind: "sign-in", params: { link: signing } },
  { kind: "letter", params: { ...letter, member: 42 } },
  { kind: "letter-test", params: letter },
  { kind: "sign-in", params: { link: signing, minutes: 70 } },
  { kind: "invitation", params: { invitation: signing, days: 7 } },
  { kind: "passkey", params: { change: "added" } },
  { kind: "passkey", params: { change: "removed" } },
  { kind: "mail-test", params: {} },
  {
    kind: "sign-invitation",
    params: {
      ...{ invite: signing, list: 1, slug: "one", title: nasty, wording: nasty },
      ...{ collector: "the union\r\nBcc: x@example.org", collected: "May 2026" },
    },
  },
  { kind: "own-confirm", params: { own: signing } },
  { kind: "own-question", params: { own: signing } },
];
const ownLetter = {
  ...{ subject: "From\r\nBcc: x@example.org", text: `Dear Ada,\n\n${nasty}\n<b>so</b>` },
  ...{ writer: nasty, member: nasty, constituency: "North", refusal: nasty },
  ...{ from: "w-1@example.org", replyTo: "ann@example.org" },
};
const mailTools = { ...emptyTools, ownLetters: new Map([[signing, ownLetter]]) };
const everyMail = mails.flatMap((mail) => locales.map((locale) => ({ ...mail, locale })));

test.each(everyMail)("$kind in $locale has all its parts, light and well formed", (mail) => {
  const { subject, html: page, text } = renderMail(mail, mailTools);
  expect(subject).toMatch(/^\P{Cc}{4,80}$/u);
  expect(page.length).toBeLessThan(10_000);
  const letterLike = ["letter", "letter-test", "mail-test"].includes(mail.kind);
  expect(page).toContain(`<html lang="${letterLike ? "en" : mail.locale}">`);
  expect(page).not.toMatch(/undefined|\[object|<img|<b>|<script/);
  expect(text).not.toMatch(/undefined|\[object|<p>|&amp;/);
  const link = /https:\/\/demands\.example\.org\/[^\s<"]+/.exec(text)?.[0];
  expect(page).toContain(`href="${link}"`);
});

test("what somebody wrote stands in their letter as it was typed, and as text alone", () => {
  const letter = renderMail(
    { kind: "own-letter", params: { own: signing, member: 1 }, locale: "en" },
    mailTools,
  );
  expect(letter.subject).toBe("From Bcc: x@example.org");
  for (const locale of locales) {
    const params = { own: signing, why: "refused" as const };
    for (const mail of [letter, renderMail({ kind: "own-returned", params, locale }, mailTools)]) {
      expect(mail.text).toContain("<b>so</b>");
      expect(mail.html).toContain("&lt;b&gt;so&lt;/b&gt;");
      expect(mail.html).not.toMatch(/undefined|\[object|<b>|<script/);
    }
  }
});

test("a mail renders to the same bytes each time", () => {
  for (const mail of everyMail)
    expect(renderMail(mail, mailTools)).toEqual(renderMail(mail, mailTools));
});

test("no line is left in English in another language", () => {
  type Lines = string | ((...told: string[]) => string) | { [name: string]: Lines };
  const lines = (words: Lines): string[] => {
    if (typeof words === "string") return [words];
    return typeof words === "function" ? [words("", "")] : Object.values(words).flatMap(lines);
  };
  const english = new Set(lines(mailWords.en));
  for (const locale of locales.slice(1)) {
    expect(lines(mailWords[locale])).toHaveLength(lines(mailWords.en).length);
    expect(lines(mailWords[locale]).filter((line) => english.has(line))).toEqual([]);
  }
});

test("titles are escaped, and stand below the link so that a preview stays neutral", () => {
  const { subject, html: page, text } = renderMail({ ...mails[0]!, locale: "en" }, mailTools);
  expect(subject).toBe("Please confirm your signature");
  expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;so on&#39;");
  expect(page.indexOf("/confirm/")).toBeLessThan(page.indexOf("Free the prisoners"));
  expect(text).toContain(`- ${nasty}\n- Free the prisoners`);
});

test("links stand in the signer's language, and the not-me link beside the confirmation", () => {
  const confirm = (locale: LocaleCode) => renderMail({ ...mails[0]!, locale }, mailTools).text;
  expect(confirm("en")).toContain("\nhttps://demands.example.org/en/confirm/confirm-");
  expect(confirm("uk")).toMatch(
    /\nhttps:\/\/demands\.example\.org\/uk\/confirm\/confirm-\S+\/not-me\n/,
  );
  for (const mail of [mails[1]!, mails[2]!]) {
    const { text } = renderMail({ ...mail, locale: "kk" }, mailTools);
    expect(text).toContain("https://demands.example.org/kk/manage/manage-BwcHBwcHBwcHBwcHBwcHBw\n");
  }
  const signIn = renderMail({ ...mails[3]!, locale: "ru" }, mailTools).text;
  expect(signIn).toContain("https://demands.example.org/ru/organise/sign-in/sign-in-");
});

test.each(locales)(
  "in %s a confirmation holds its own links and none to what is stored",
  (locale) => {
    const { text, html: page } = renderMail({ ...mails[0]!, locale }, mailTools);
    const own = `https://demands.example.org/${locale}`;
    for (const body of [text, page]) {
      const links = (body.match(/https:[^\s<"]+/g) ?? []).filter(
        (one, at, all) => all.indexOf(one) === at,
      );
      expect(links).toEqual([
        expect.stringContaining(`${own}/confirm/confirm-`),
        expect.stringMatching(/\/not-me$/),
      ]);
    }
  },
);

test("a letter keeps its subject on one line, says who writes and where the totals stand", () => {
  const { subject, text } = renderMail({ ...mails[4]!, locale: "en" }, mailTools);
  expect(subject).toBe("The totals Bcc: x@example.org");
  expect(text).toBe(`Dear Ada,

<b>so</b>

--
The Campaign writes this letter.
The totals as sent stand on a public page, where anyone can check them:
https://demands.example.org/en/letters/3

Answers to campaign@example.org are read.
`);
  const copy = renderMail({ ...mails[5]!, locale: "en" }, mailTools);
  for (const kind of ["letter", "letter-test"] as const) {
    const params = { ...letter, member: 42, area: "E14001172" };
    const own = renderMail({ kind, params, locale: "en" }, mailTools);
    for (const body of [own.text, own.html])
      expect(body).toMatch(/demands\.example\.org\S*\/letters\/3\?constituency=E14001172[\s"<]/);
  }
  expect(copy.subject).toBe("[Test] The totals Bcc: x@example.org");
  expect(copy.text).toContain("It went to nobody but you.");
});

test("a letter goes to its member only when mail is live", () => {
  const mail = { ...mails[4]!, id: signing, to: "ada@example.org", locale: "en" as const };
  expect(packMail(mail, mailTools, false).to).toBe("member-42@example.invalid");
  expect(packMail(mail, mailTools, true).to).toBe("ada@example.org");
  const own = { ...mails[0]!, id: signing, to: "ada@example.org", locale: "en" as const };
  expect(packMail(own, mailTools, false)).toMatchObject({
    to: "ada@example.org",
    replyTo: "campaign@example.org",
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "X-Entity-Ref-ID": signing,
    },
    tags: { message: signing, kind: "confirm" },
  });
});

test("html escapes strings and nothing else", () => {
  const inner = html`<i>${"<"}</i>`;
  expect(html`${inner}${[inner, inner]}${"&"}`.markup).toBe(
    "<i>&lt;</i><i>&lt;</i><i>&lt;</i>&amp;",
  );
});

test("Markdown takes only harmless links, and shows HTML as text", () => {
  const source =
    "[a](https://x.org) [b](javascript:alert(1)) [c](mailto:a@x.org) [d](data:text/html,x) [e](//x.org) <b> ![i](https://x.org/i)";
  for (const markup of [renderMailMarkdown(source), renderMarkdown(source)]) {
    expect(markup.match(/href="[^"]*"/g)).toEqual([
      'href="https://x.org"',
      'href="mailto:a@x.org"',
      'href="https://x.org/i"',
    ]);
    expect(markup).toContain("&lt;b&gt;");
    expect(markup).not.toContain("<img");
  }
});

test("links to our own pages are for pages alone; elsewhere their words remain", () => {
  const source = "See *the* [**other** demand](/demands/x) and [that](https://x.org).";
  expect(renderMarkdown(source, "/uk")).toContain(
    '<a href="/uk/demands/x"><strong>other</strong> demand</a>',
  );
  expect(renderMailMarkdown(source)).toBe(
    '<p>See <em>the</em> <strong>other</strong> demand and <a href="https://x.org">that</a>.</p>\n',
  );
  expect(markdownToText(source)).toBe("See the other demand and that (https://x.org).");
});

test("a line break stays in a mail, and is a space on a page", () => {
  expect(renderMailMarkdown("one\ntwo")).toBe("<p>one<br>\ntwo</p>\n");
  expect(renderMarkdown("one\ntwo")).toBe("<p>one\ntwo</p>\n");
});

test("Markdown reads well as plain text", () => {
  const source = `# Dear **Ada**

See [the page](https://x.org/a) or <https://y.org>,
please.

- one
- two
  1. inner
  2. inner too

7. seven

> said
>
> - so

End.`;
  expect(markdownToText(source)).toBe(`Dear Ada

See the page (https://x.org/a) or https://y.org,
please.

- one
- two
  1. inner
  2. inner too

7. seven

> said
>
> - so

End.`);
});

test("a mail without a subject or a text does not compile, nor does a language that lacks a line", () => {
  // @ts-expect-error text is missing
  const silent: Rendered = { subject: "Hello", html: "<p>Hello</p>" };
  // @ts-expect-error subject is missing
  const nameless: Rendered = { html: "<p>Hello</p>", text: "Hello" };
  // @ts-expect-error every other line is missing
  const lacking: MailWords = { linkHint: "Or copy this address:" };
  expect([silent, nameless, lacking]).toHaveLength(3);
});
