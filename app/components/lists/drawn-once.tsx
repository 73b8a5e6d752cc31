/** Draws the rows of long lists once: their HTML is kept for as long as they show the same. */
import type { ComponentType } from "react";
import { renderToStaticMarkup } from "react-dom/server";

import { type Site, SiteProvider } from "../../pages/site.tsx";

/** As React takes it: `dangerouslySetInnerHTML`. */
export interface Html {
  __html: string;
}

/** All rows of a House in each language, with and without a prefix. At more than that all are forgotten. */
const MOST_ROWS = 6_000;

/**
 * Nothing ever grows old in it: a row that shows anything else is another row, and is drawn.
 * @param Row shows its properties, in a language, and nothing else of the site
 * @param most how many are kept: fewer where each is large
 * @returns draws rows one after the other, inside their list; a component asks after its last hook,
 *   for React draws one component at a time
 */
export function drawnOnce<Props extends object>(
  Row: ComponentType<Props>,
  most = MOST_ROWS,
): (site: Site, rows: readonly Props[]) => Html {
  const drawn = new Map<string, string>();
  /** By language: most lists show what they showed last. */
  const last = new Map<string, { list: string; html: Html }>();
  return (site, rows) => {
    const language = `${site.locale}${site.prefix} `;
    const list = JSON.stringify(rows);
    const before = last.get(language);
    if (before?.list === list) return before.html;
    let html = "";
    for (const row of rows) {
      const key = language + JSON.stringify(row);
      let one = drawn.get(key);
      if (one === undefined) {
        one = renderToStaticMarkup(
          <SiteProvider value={site}>
            <Row {...row} />
          </SiteProvider>,
        );
        if (drawn.size >= most) drawn.clear();
        drawn.set(key, one);
      }
      html += one;
    }
    const whole = { __html: html };
    last.set(language, { list, html: whole });
    return whole;
  };
}
