/** Every page of the table of paths in each of its states and languages: as it should be answered, and axe finds nothing. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { locales } from "#app/words/locale.ts";

import { ABOUT_WORDS, violationsOf } from "./support/browser.ts";
import { freshDatabase } from "./support/database.ts";
import { openPages, visit } from "./gallery/open.ts";
import { type Gallery, startGallery } from "./gallery/sites.ts";
import { visitsOf } from "./gallery/visits.ts";

let gallery: Gallery;
beforeAll(async () => {
  gallery = await startGallery(freshDatabase);
});
afterAll(() => gallery[Symbol.asyncDispose]());

test.each(locales)(
  "every page in every state is answered as it should be in %s, and axe finds nothing",
  async (locale) => {
    const pageFor = openPages(gallery);
    const faults: string[] = [];
    const visits = visitsOf(gallery.facts).filter(
      // a crowd’s lane has room again after a moment, so that state is for pictures
      (one) => one.locale === locale && !one.isCrowded,
    );
    for (const wanted of visits) {
      const { page, said } = await pageFor(wanted);
      const status = await visit(gallery, page, wanted);
      const where = `${wanted.page}, ${wanted.state}`;
      if (status !== (wanted.status ?? 200)) faults.push(`${where}: ${status}`);
      for (const line of said.splice(0)) faults.push(`${where}: ${line}`);
      // colours take axe longest: `npm run screenshots` looks at those of organisers' pages. A page is built alike
      // in every language
      const except = wanted.isInside ? ["color-contrast"] : [];
      const asked = locale === "en" ? { except } : { categories: ABOUT_WORDS };
      for (const violation of await violationsOf(page, asked))
        faults.push(`${where}: ${violation}`);
    }
    expect(faults).toEqual([]);
  },
);
