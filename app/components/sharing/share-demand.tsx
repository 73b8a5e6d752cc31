/** On a demand's page: pass it on, and the way to the poster and the rest. */
import type { Demand } from "../../demands/demand.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { Share } from "../share.tsx";

export function ShareDemand({ demand }: { demand: Pick<Demand, "slug" | "title" | "state"> }) {
  const { words, to } = useSite();
  const { slug, title, state } = demand;
  // nobody else can open a draft
  if (state === "draft") return null;
  return (
    <div className="share-demand">
      <h2>{words.share.heading}</h2>
      <Share slug={slug} title={title} text={title} />
      <p>
        <a href={to(href("/demands/:slug/share", { slug }))}>{words.share.more}</a>
      </p>
    </div>
  );
}
