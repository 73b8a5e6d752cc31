import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import { drawnOnce } from "#app/components/lists/drawn-once.tsx";
import { type Site, SiteProvider, useSite } from "#app/pages/site.tsx";

const site: Site = {
  ...{
    locale: "en",
    prefix: "",
    path: "/",
    canonical: undefined,
    origin: "http://localhost",
    campaign: "Ours",
  },
  ...{ campaignLang: undefined, demo: false, sample: false, mailbox: false, reference: undefined },
};

test("a row is drawn once for a language, and again when it shows something else", () => {
  let drawings = 0;
  const draw = drawnOnce(({ name }: { name: string }) => {
    drawings++;
    const { to, locale } = useSite();
    return <li lang={locale}>{`${to("/x")} ${name}`}</li>;
  });
  const rows = [{ name: "Ann & Bo" }, { name: "Cy" }];
  const first = draw(site, rows).__html;
  expect(first).toBe('<li lang="en">/x Ann &amp; Bo</li><li lang="en">/x Cy</li>');
  expect([draw(site, rows).__html, drawings]).toEqual([first, 2]);
  expect(draw(site, [rows[1]!, { name: "Di" }]).__html).toBe(
    '<li lang="en">/x Cy</li><li lang="en">/x Di</li>',
  );
  expect(drawings).toBe(3);
  expect(draw({ ...site, locale: "uk", prefix: "/uk" }, rows).__html).toContain("/uk/x Cy");
  expect(draw({ ...site, locale: "uk" }, rows).__html).toContain('lang="uk">/x Cy');
});

test("rows drawn inside a page leave the page whole", () => {
  const draw = drawnOnce(({ name }: { name: string }) => <li>{name + useSite().campaign}</li>);
  function List() {
    const here = useSite();
    return <ul lang={here.locale} dangerouslySetInnerHTML={draw(here, [{ name: "A" }])} />;
  }
  const After = () => <p>{useSite().to("/after")}</p>;
  const page = (
    <SiteProvider value={{ ...site, prefix: "/ru", locale: "ru" }}>
      <List />
      <After />
      <List />
    </SiteProvider>
  );
  const list = '<ul lang="ru"><li>AOurs</li></ul>';
  expect(renderToStaticMarkup(page)).toBe(`${list}<p>/ru/after</p>${list}`);
});

test("more rows than are kept are drawn as well", () => {
  const draw = drawnOnce(({ n }: { n: number }) => <i>{n}</i>);
  const rows = Array.from({ length: 6_500 }, (_, n) => ({ n }));
  const { __html } = draw(site, rows);
  expect(__html.match(/<i>/g)).toHaveLength(6_500);
  expect(draw(site, rows).__html).toBe(__html);
});
