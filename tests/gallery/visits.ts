/** What the gallery goes to see: each page of the table of paths in each of its states and languages, once. */
import { audienceOf, methodsOf, type Pattern, paths, rowOf } from "#app/paths.ts";
import { locales } from "#app/words/locale.ts";
import type { LocaleCode } from "#db/schema.ts";

import { organisersPages } from "../support/walk.ts";
import type { Facts } from "./fill.ts";
import { type State, states } from "./states.ts";

export interface Visit extends Omit<State, "path" | "on"> {
  on: "full" | "empty" | "away";
  locale: LocaleCode;
  path: string;
  /** Whether it is seen by who is signed in. */
  isInside: boolean;
}

/** The rows of a part of the site, not a page; or of pages that only development has. */
const noPages: readonly Pattern[] = ["/organise/figures", "/dev/mails", "/styleguide"];

/** The rows that show a page; a new one is among them by itself. */
export const pages = (Object.keys(paths) as Pattern[]).filter((pattern) => {
  const row = rowOf(pattern);
  const isPage = row.file.endsWith(".tsx") && methodsOf(row).includes("GET");
  return isPage && !noPages.includes(pattern);
});

const isInside = (pattern: Pattern) => audienceOf(rowOf(pattern)) === "organisers";
/** Organisers' and operators' pages are in English alone. */
const isEnglish = (pattern: Pattern) => organisersPages.includes(pattern) || pattern === "/mailbox";

/** Before anything has happened: what is there without a parameter. */
const empty = pages
  .filter((page) => isInside(page) && !page.includes(":"))
  .map((page): State => ({ page, state: "nothing yet", on: "empty", path: () => page }));

/** @param only a part of the name of a page or of a state */
export function visitsOf(facts: Facts, only = ""): Visit[] {
  const usual = pages.map((page): State => ({
    ...{ page, state: "as usual", path: () => facts.exampleOf(page) },
    ...(page === "/*" && { status: 404 }),
    // of a letter that is kept no longer
    ...(page === "/own-letter/:token" && { status: 410 }),
  }));
  return [...usual, ...states, ...empty]
    .filter(({ page, state }) => `${page} ${state}`.includes(only))
    .flatMap(({ path, on, ...more }) =>
      (isEnglish(more.page) ? (["en"] as const) : locales).map((locale): Visit => ({
        ...{ ...more, locale, isInside: isInside(more.page) },
        on: on ?? "full",
        path: isEnglish(more.page) ? path(facts) : `/${locale}${path(facts)}`.replace(/\/$/, ""),
      })),
    );
}
