/** A sheet of A4 to put up: the demand, why, and the way to sign it from a pocket. */
import type { Demand } from "../../demands/demand.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { glue } from "../../words/typography/typeset.ts";
import { softenLong } from "../../words/typography/hyphens.ts";
import { posterSize } from "./poster-size.ts";
import { QrCode } from "./qr-code.tsx";
import { labelled } from "./share-links.ts";

export interface Posted extends Pick<Demand, "slug" | "title" | "summary" | "lang"> {
  /** Whether it takes signatures. */
  isOpen: boolean;
}

export function PosterSheet({ demand }: { demand: Posted }) {
  const { words, origin, to, campaign, campaignLang } = useSite();
  const t = words.share;
  const { slug, title, summary, lang, isOpen } = demand;
  const path = href("/demands/:slug", { slug });
  // whoever types it gets their own language
  const typed = new URL(origin).host + path;
  return (
    <article className="poster">
      <p className="wordmark" lang={campaignLang}>
        {campaign}
      </p>
      <h1 className={posterSize(title, summary)} lang={lang}>
        {softenLong(glue(title), 15)}
      </h1>
      <p className="reason" lang={lang}>
        {glue(summary)}
      </p>
      <div className="way">
        <QrCode text={labelled(origin + to(path), "poster")} label={typed} />
        <div>
          {isOpen && <p className="scan">{t.scan}</p>}
          <p>{t.type}</p>
          <p className="typed">{breakable(typed)}</p>
        </div>
      </div>
    </article>
  );
}

/** A line may end after what parts it, without a hyphen that would be typed. */
const breakable = (address: string) => address.replace(/[./-](?=.)/g, "$&\u200b");
