/** What every component may ask: the language, the words, how links begin. */
import { createContext, useContext } from "react";

import type { LocaleCode, Role } from "#db/schema.ts";

import type { Words } from "../words/en.ts";
import { wordsFor } from "../words/words.ts";

export interface Site {
  locale: LocaleCode;
  /** "" or "/uk": begins every link. */
  prefix: string;
  /** The path without a language, for the links to the other ones. */
  path: string;
  origin: string;
  /** The path, with what the page reads of its query, of a page that search engines may show. */
  canonical: string | undefined;
  campaign: string;
  /** The language of that name, where it is not the page's. */
  campaignLang: LocaleCode | undefined;
  demo: boolean;
  /** Whether people, numbers and answers are the demo's invented ones. */
  sample: boolean;
  mailbox: boolean;
  /** Names a fault in the log; undefined on a page that is none. */
  reference: string | undefined;
  /** Of the organiser who is signed in, on organisers' pages. */
  role?: Role | undefined;
}

const SiteContext = createContext<Site | undefined>(undefined);
export const SiteProvider = SiteContext.Provider;

export function useSite(): Site & { words: Words; to: (path: string) => string } {
  const site = useContext(SiteContext);
  if (!site) throw new Error("a component stands outside the site");
  return {
    ...site,
    words: wordsFor(site.locale),
    to: (path) => `${site.prefix}${path}`,
  };
}
