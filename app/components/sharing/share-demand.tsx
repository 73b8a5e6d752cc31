/** On a demand's page: pass it on, the way to the poster and the rest, and to signing on paper. */
import type { Demand } from "../../demands/demand.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { Share } from "../share.tsx";

export function ShareDemand(demand: Pick<Demand, "slug" | "title" | "onPaper">) {
  const { words, to } = useSite();
  const { slug, title, onPaper } = demand;
  return (
    <>
      <h2>{words.share.heading}</h2>
      <Share slug={slug} title={title} text={title} />
      <p>
        <a href={to(href("/demands/:slug/share", { slug }))}>{words.share.more}</a>
      </p>
      {onPaper && (
        <p>
          <a href={to(href("/demands/:slug/petition-kit", { slug }))}>{words.kit.link}</a>
        </p>
      )}
    </>
  );
}
