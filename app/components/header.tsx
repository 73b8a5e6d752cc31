/** The campaign's name, the ways through the site, the languages. */
import { useRouteError } from "@remix-run/react";

import { locales } from "../words/locale.ts";
import { useSite } from "../pages/site.tsx";
import { href } from "../paths.ts";
import { SampleLine } from "./sample-line.tsx";

const short = { en: "EN", uk: "УКР", kk: "ҚАЗ", ru: "РУС" } as const;
const full = { en: "English", uk: "Українська", kk: "Қазақша", ru: "Русский" } as const;

export function Header() {
  const { campaign, campaignLang, words, to, path, locale, role } = useSite();
  const links = [
    ["/", words.menu.demands],
    [href("/constituencies"), words.menu.places],
    [href("/members"), words.menu.members],
    [href("/letters"), words.menu.letters],
  ] as const;
  // the page of an error is none of these places
  const here = useRouteError() ? undefined : path.split("?")[0];
  const wordmark = (
    <a className="wordmark" href={to("/")} lang={campaignLang}>
      {campaign}
    </a>
  );
  // who organises has ways of their own, and one language
  if (role)
    return (
      <header className="site-header">
        <SampleLine />
        {wordmark}
      </header>
    );
  return (
    <header className="site-header">
      <SampleLine />
      {wordmark}
      <nav aria-label={words.menu.label}>
        <ul>
          {links.map(([place, text]) => (
            <li key={place}>
              <a href={to(place)} aria-current={here === place ? "page" : undefined}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <nav aria-label={words.footer.languages} className="languages">
        <ul>
          {locales.map((code) => (
            <li key={code}>
              <a
                href={`/${code}${path === "/" ? "/" : path}`}
                lang={code}
                hrefLang={code}
                title={full[code]}
                aria-current={code === locale ? "true" : undefined}
              >
                {short[code]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
