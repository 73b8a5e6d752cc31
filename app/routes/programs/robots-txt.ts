/** What crawlers may read. */
import { robotsTxt } from "../../pages/robots.ts";
import { locales } from "../../words/locale.ts";

export const loader = () =>
  new Response(robotsTxt(locales), { headers: { "Content-Type": "text/plain; charset=utf-8" } });
