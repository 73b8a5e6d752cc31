/** Who opens a mail's link in a browser of another language reads on in the mail's language. */
import { afterAll, beforeAll, expect, test } from "vitest";

import type { LocaleCode } from "#db/schema.ts";
import type { Mail } from "#emails/message.ts";
import { renderMail } from "#emails/registry.ts";

import { mailTools } from "./support/mails.ts";
import { type Site, startSite } from "./support/server.ts";
import { filled, linkIn, sureOf, visitor } from "./support/visitor.ts";

const locales: LocaleCode[] = ["en", "uk", "kk", "ru"];

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

/** Paths that a page leads to, those of files, programs, organisers and other languages apart. */
function onward(html: string): string[] {
  const all = [...html.matchAll(/ (?:href|action)="(\/[^"#]*)/g)].map(([, path]) => path!);
  const languages = /<nav aria-label="[^"]*" class="languages">.*?<\/nav>|hreflang="[^>]*/gs;
  const others = new Set(
    [...html.matchAll(languages)].flatMap(([nav]) => nav.match(/\/[^"]*/g) ?? []),
  );
  return all.filter(
    (path) =>
      !others.has(path) &&
      !/^\/(assets|icon|mailbox|organise|petitions|demands\.atom)|\.(json|csv|atom|svg|png)$/.test(
        path,
      ),
  );
}

test("every link of every mail names its language, English too", () => {
  const signer = Buffer.alloc(16, 7).toString("base64url");
  const signing = "0190a0a0-0000-7000-8000-000000000001";
  const titles = ["Free the prisoners"];
  const mails: Mail[] = [
    { kind: "confirm", params: { signing, signer, titles } },
    { kind: "already-signed", params: { signer, titles } },
    { kind: "manage", params: { signer } },
    { kind: "sign-in", params: { link: signing } },
    { kind: "letter", params: { letter: 3, member: 42, subject: "x", body: "y" } },
    { kind: "letter-test", params: { letter: 3, subject: "x", body: "y" } },
  ];
  for (const mail of mails)
    for (const locale of locales) {
      const { text, html } = renderMail({ ...mail, locale }, mailTools);
      const links = `${text} ${html}`.match(/https:\/\/demands\.example\.org[^\s"<]*/g)!;
      const prefix = mail.kind.startsWith("letter") ? "en" : locale;
      for (const link of links) expect(new URL(link).pathname.split("/")[1]).toBe(prefix);
    }
});

test("a mail's link keeps its language over its page, its post and what comes after", async () => {
  for (const locale of locales) {
    const other = locale === "ru" ? "en-GB,en" : "ru-RU,ru";
    const ann = visitor(site.base, other);
    const email = `${locale}@example.org`;
    const inLanguage = ({ html, status }: { html: string; status: number }) => {
      expect(status).toBeLessThan(500);
      expect(html).toContain(`<html lang="${locale}">`);
      for (const path of onward(html)) expect(path).toMatch(new RegExp(`^/${locale}(/|$)`));
      return html;
    };
    const sent = await ann.post(`/${locale}/demands/free-the-prisoners/sign`, { ...filled, email });
    inLanguage(await ann.get(sent.location));
    const confirm = linkIn((await ann.mails(email))[0]!, "/confirm/");
    expect(confirm).toMatch(new RegExp(`^/${locale}/confirm/`));
    inLanguage(await ann.get(`${confirm}/not-me`));
    inLanguage(await ann.get(confirm));
    inLanguage(await ann.post(confirm, { chosen: "yes" }));
    const confirmed = await ann.post(confirm, {});
    expect(confirmed.location).toBe(`/${locale}/demands/free-the-prisoners/signed`);
    inLanguage(await ann.get(confirmed.location));
    inLanguage(await ann.get(confirm));

    const asked = await ann.post(`/${locale}/manage`, { email });
    expect(asked.location).toBe(`/${locale}/manage/check-your-inbox`);
    inLanguage(await ann.get(asked.location));
    const manage = linkIn((await ann.mails(email, 2))[0]!, "/manage/");
    inLanguage(await ann.get(manage));
    const exported = await ann.post(manage, { intent: "export" });
    expect(exported.location).toMatch(new RegExp(`^/${locale}/manage/`));
    const sure = await ann.post(manage, { intent: "withdraw", all: "yes" });
    inLanguage(sure);
    inLanguage(await ann.post(manage, sureOf(sure)));
    inLanguage(await ann.post(`${confirm}/not-me`, {}));
    inLanguage(await ann.post(confirm, {}));
    inLanguage(await ann.get(`/${locale}/confirm/forged`));
    for (const path of [
      "",
      "/letters",
      "/members",
      "/constituencies",
      "/constituencies/E14001172",
      "/about",
      "/demands/free-the-prisoners",
    ])
      inLanguage(await ann.get(`/${locale}${path}`));
    const searched = await ann.get(`/${locale}/constituencies?q=SW1A+1AA`);
    expect(searched.location).toBe(`/${locale}/constituencies/E14001172`);
  }
});
