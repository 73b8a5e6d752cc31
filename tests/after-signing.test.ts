/** What follows signing, over HTTP: the mail to look for, thanks, spent links, one's own page, refusals. */
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";

import { ErrorPage } from "#app/components/error-page.tsx";
import { linkToken, signerKey } from "#app/keys.server.ts";
import { SiteProvider } from "#app/pages/site.tsx";
import { isListedDomain } from "#app/signatures/providers.ts";
import { webmails } from "#app/signatures/after/webmails.ts";
import { locales } from "#app/words/locale.ts";
import { mailWords } from "#app/words/mail.ts";
import { wordsFor } from "#app/words/words.ts";
import { uuidBytes } from "#db/uuid.ts";

import { type Site, startSite } from "./support/server.ts";
import { makeDemand, signed, testKeys, wishFor } from "./support/signers.ts";
import { linkIn, sureOf, visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";
const PLACE = "E14001172";
const WEEK = 7 * 86_400_000;

let site: Site;
let id: number;
beforeAll(async () => {
  site = await startSite({ MAIL_FROM: '"Demands, Kazakhstan" <sign@demands.example.org>' });
  const demand = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", SLUG)
    .executeTakeFirstOrThrow();
  id = demand.id;
});
afterAll(() => site[Symbol.asyncDispose]());

/** Signs, and confirms. @returns where that leads, and the link */
async function confirms(email: string, values = {}, slug = SLUG) {
  const ann = visitor(site.base);
  await ann.sign(slug, { email, ...values });
  const link = linkIn((await ann.mails(email))[0]!, "/confirm/");
  return { ann, link, location: (await ann.post(link, {})).location };
}

const contentOf = (html: string) => /<main[\s\S]*<\/main>/.exec(html)![0];
/** Where the links of a page's own content lead. */
const linksIn = (html: string) =>
  [...contentOf(html).matchAll(/<a\b[^>]*?href="([^"]*)"/g)].map(([, href]) => href);

test("whoever is told to look for a mail is told its sender and its subject, as it then comes", async () => {
  for (const locale of locales) {
    const ann = visitor(site.base);
    const email = `look-${locale}@example.org`;
    const sent = await ann.post(`/${locale}/demands/${SLUG}/sign`, {
      ...{ name: "Ann", email, postcode: "SW1A 1AA", consent: "yes" },
    });
    const { html } = await ann.get(sent.location);
    const [mail] = await ann.mails(email);
    expect(mail!.subject).toBe(mailWords[locale].confirm.subject);
    expect(html).toContain(mail!.subject);
    expect(html).toContain("<b>Demands, Kazakhstan</b>");
    expect(html.replaceAll("<wbr/>", "")).toContain("sign@demands.example.org");
    // what helps is there at once, and leads back to the form
    for (const step of wordsFor(locale).inbox.lateSteps) expect(html).toContain(step);
    expect(wordsFor(locale).inbox.lateSteps.join("")).toContain(
      mailWords[locale].alreadySigned.subject,
    );
    expect(linksIn(html)).toContain(`/${locale}/demands/${SLUG}#sign`);
    expect(html).not.toContain(email);
    const later = await ann.get(`/${locale}/demands/${SLUG}/check-your-inbox/later`);
    expect(later.html).toContain(mail!.subject);
    const asked = await ann.get(`/${locale}/manage/check-your-inbox`);
    expect(asked.html).toContain(mailWords[locale].manage.subject);
  }
});

test("webmails are those of listed providers", () => {
  for (const { domains } of webmails)
    for (const domain of domains.split(" "))
      expect([domain, isListedDomain(domain.replace(/\.$/, ".com"))]).toEqual([domain, true]);
});

test("who confirms is thanked with their constituency behind the #, and who has none without", async () => {
  const { location, ann, link } = await confirms("here@example.org");
  expect(location).toBe(`/en/demands/${SLUG}/signed`);
  const again = await ann.get(link);
  expect(again.html).toContain(`<title>${wordsFor("en").confirm.already}`);
  expect(linksIn(again.html)).toContain(`${location}#${PLACE}`);
  // browsers take what ends the form’s address along to where the answer leads
  expect(again.html).toContain(`action="${link}#${PLACE}"`);
  const abroad = await confirms("abroad@example.org", { country: "KZ", postcode: "" });
  expect(abroad.location).toBe(`/en/demands/${SLUG}/signed`);
  const unknown = { postcode: "AB10 1AB", constituency: "unknown" };
  expect((await confirms("nowhere@example.org", unknown)).location).toBe(
    `/en/demands/${SLUG}/signed`,
  );
});

test("thanks are one page for everybody: the number, the other demands with theirs, no name", async () => {
  const ann = visitor(site.base);
  const { html, headers } = await ann.get(`/demands/${SLUG}/signed`);
  expect(headers.get("cache-control")).toContain("public");
  expect(html).toContain(wordsFor("en").signed.oneOf);
  expect(linksIn(html)).toContain("/demands/russian-troops-out#sign");
  expect(linksIn(html)).toContain("/constituencies");
  expect(html).toMatch(/Russian troops out<\/a><span>0 signatures/);
  expect(html).not.toContain("O&#x27;Neil");
});

test("a constituency’s number in a demand and its member are a small kept JSON, from five signatures", async () => {
  const ann = visitor(site.base);
  const ask = (code: string) => `/petitions/${id}/constituencies/${code}.json`;
  const name = "Leeds Central and Headingley";
  const here = { name, ons_code: "E14001319", mp: expect.any(String) as string };
  expect(await ann.json(ask("E14001319"))).toEqual({ ...here, signature_count: null });
  for (let n = 0; n < 5; n++) await confirms(`leeds${n}@example.org`, { postcode: "LS2 9JT" });
  const { headers } = await ann.get(ask("e14001319"));
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("cache-control")).toContain("public");
  await expect.poll(() => ann.json(ask("E14001319"))).toEqual({ ...here, signature_count: 5 });
  await site.db
    .updateTable("membership")
    .set({ ended_on: "2099-01-01" })
    .where("area_code", "=", "E14001352")
    .execute();
  expect(await ann.json(ask("E14001352"))).toMatchObject({ mp: null, signature_count: null });
  for (const [path, status] of [
    [ask("E14999999"), 404],
    [`/petitions/999999/constituencies/${PLACE}.json`, 404],
    [`/petitions/none/constituencies/${PLACE}.json`, 400],
    [`/petitions/${id}/constituencies/${PLACE}.csv`, 406],
  ] as const)
    expect([path, (await ann.get(path)).status]).toEqual([path, status]);
});

test("a link that has expired says so and offers the same demand again, with nothing personal", async () => {
  const ann = visitor(site.base);
  const address = "late@example.org";
  const signing = await signed(site.db, wishFor([id], address), new Date(Date.now() - 1.2 * WEEK));
  const link = `/confirm/${linkToken(testKeys, "confirm", uuidBytes(signing))}`;
  for (const locale of locales)
    for (const answer of [
      await ann.get(`/${locale}${link}`),
      await ann.post(`/${locale}${link}`, {}),
    ]) {
      const t = wordsFor(locale).confirm;
      expect(answer.status).toBe(410);
      expect(answer.html).toContain(`<title>${t.expired}`);
      expect(answer.html).toContain(`>${t.afresh}</a>`);
      expect(linksIn(answer.html)[0]).toBe(`/${locale}/demands/${SLUG}#sign`);
      expect(linksIn(answer.html)).toContain(`/${locale}/demands/russian-troops-out#sign`);
      expect(contentOf(answer.html)).not.toMatch(/O&#x27;Neil|late@example/);
    }
  // its mail is kept for a month; after that nothing tells which demand it was
  await site.db
    .deleteFrom("mail_message")
    .where("recipient_key", "=", signerKey(testKeys, address))
    .execute();
  const { html, status } = await ann.get(link);
  expect(status).toBe(410);
  expect(html).not.toContain("sign-again");
  expect(linksIn(html)).toContain(`/demands/${SLUG}#sign`);
});

test("a link whose form was deleted says that, and one whose demands are closed too; both lead on", async () => {
  const t = wordsFor("en").confirm;
  const ann = visitor(site.base);
  await ann.sign(SLUG, { email: "gone@example.org" });
  const gone = linkIn((await ann.mails("gone@example.org"))[0]!, "/confirm/");
  await ann.post(`${gone}/not-me`, {});
  const after = await ann.get(gone);
  expect(after.status).toBe(410);
  expect(after.html).toContain(t.goneLead);
  expect(linksIn(after.html)).toContain(`/en/demands/${SLUG}#sign`);
  expect(linksIn((await ann.get(`${gone}/not-me`)).html)).toContain("/en/manage");

  const closing = await makeDemand(site.db, "closing");
  await ann.sign("closing", { email: "closed@example.org" });
  const closed = linkIn((await ann.mails("closed@example.org"))[0]!, "/confirm/");
  await site.db
    .updateTable("demand")
    .set({ state: "closed", closed_at: new Date(Date.now() - WEEK) })
    .where("id", "=", closing)
    .execute();
  const shut = await ann.get(closed);
  expect([shut.status, shut.html.includes(t.allClosed)]).toEqual([200, true]);
  expect(shut.html).toContain(`<title>${wordsFor("en").errors[410].title}`);
  // the inbox is proven: what is open can be signed at once
  expect(shut.html).toContain(`name="demand" value="${SLUG}"`);
  expect(linksIn(shut.html)).toContain(`${closed}/not-me`);
});

test("one’s own page says what was signed since when; empty, it leads to a new link", async () => {
  const { ann } = await confirms("own@example.org");
  const link = await ann.manageLink("own@example.org");
  const { html } = await ann.get(link);
  expect(html).toMatch(/Signed on \d{1,2} \p{L}+ \d{4}\./u);
  const erased = await ann.post(link, sureOf(await ann.post(link, { intent: "erase" })));
  expect(erased.html).toContain(wordsFor("en").manage.erased);
  for (const answer of [erased, await ann.get(link)])
    expect(linksIn(answer.html)).toEqual(["/en/manage", "/en/"]);
});

test("who stops updates hears that the signature stays, and where to see it", async () => {
  const key = signerKey(testKeys, "stops@example.org");
  const link = `/unsubscribe/${linkToken(testKeys, "unsubscribe", key)}`;
  const { html } = await visitor(site.base).post(link, {});
  expect(html).toContain(wordsFor("en").unsubscribe.doneLead);
  expect(linksIn(html)).toEqual(["/manage", "/"]);
});

test("a page that refuses leads on in every language: home, to a search, to one’s own link", async () => {
  const ann = visitor(site.base);
  for (const locale of locales)
    for (const path of ["/nowhere", "/confirm/cut-in-two", `/demands/nothing/sign`]) {
      const { html, status } = await ann.get(`/${locale}${path}`);
      expect([path, status]).toEqual([path, 404]);
      expect(html).toContain(`action="/${locale}/"`);
      expect(linksIn(html)).toEqual(
        ["/", "/constituencies", "/letters", "/manage"].map((one) => `/${locale}${one}`),
      );
    }
});

test("what may go well in a minute can be tried again, and a fault has its name", () => {
  for (const locale of locales)
    for (const status of [429, 500, 503, 418]) {
      const site = {
        ...{ locale, prefix: `/${locale}`, path: "/", origin: "https://demands.example.org" },
        ...{
          campaign: "Demands",
          campaignLang: undefined,
          demo: false,
          sample: false,
          mailbox: false,
        },
        canonical: undefined,
        reference: "A-NAME",
      };
      const page = createElement(ErrorPage, { status });
      const html = renderToString(createElement(SiteProvider, { value: site }, page));
      expect(html).toContain(
        `<a class="button" href="" data-broken="">${wordsFor(locale).errors.retry}</a>`,
      );
      expect(html.includes("A-NAME")).toBe(status === 500);
    }
});
