/** What a phone calls the site on its home screen, and with which picture (W3C Web Application Manifest). */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { nameIn } from "../../campaign/campaign.ts";
import { shortNameOf } from "../../campaign/short-name.ts";
import { programAnswer } from "../../pages/json.server.ts";
import { href } from "../../paths.ts";
import { wordsFor } from "../../words/words.ts";

export function loader({ context }: LoaderFunctionArgs) {
  const { config, campaign, locale } = context;
  const { name, lang = locale } = nameIn(campaign.now(), locale, new URL(config.origin).host);
  const icon = (src: string, sizes: string, more = {}) => {
    return { src, sizes, type: src.endsWith("svg") ? "image/svg+xml" : "image/png", ...more };
  };
  const manifest = {
    name,
    short_name: shortNameOf(name),
    lang,
    description: wordsFor(locale).home.lead,
    id: href("/"),
    start_url: href("/"),
    scope: href("/"),
    display: "browser",
    background_color: "#faf8f3",
    theme_color: "#faf8f3",
    icons: [
      icon("/icon.svg", "any"),
      icon("/icon-192.png", "192x192"),
      icon("/icon-512.png", "512x512"),
      // all that lies outside a circle may be cut off
      icon("/icon-maskable.png", "512x512", { purpose: "maskable" }),
    ],
  };
  return programAnswer(JSON.stringify(manifest), "application/manifest+json; charset=utf-8");
}
