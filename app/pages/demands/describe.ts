/** A demand's page for previews and search engines: its words, its image, its count. */
import { CARD_HEIGHT, CARD_WIDTH } from "../../demands/card/card.ts";
import type { Demand } from "../../demands/demand.ts";
import { seeksSignatures } from "../../demands/goal.ts";
import { href } from "../../paths.ts";
import type { Words } from "../../words/en.ts";
import { demandData } from "../linked-data.ts";
import type { PageMeta } from "../meta.ts";
import type { Site } from "../site.tsx";

export function describeDemand(demand: Omit<Demand, "body">, words: Words, site: Site): PageMeta {
  const { slug, title, summary, count, goal } = demand;
  const counted = seeksSignatures(demand)
    ? words.demand.progress(count, goal)
    : words.count.signatures(count);
  const image = {
    path: `/${site.locale}${href("/demands/:slug/card.png", { slug })}`,
    width: CARD_WIDTH,
    height: CARD_HEIGHT,
    alt: `${title} (${counted})`,
  };
  const data = demandData(demand, { site, image: image.path, home: words.menu.demands });
  // an empty one would be none
  return { title, description: summary || title, image, data };
}
