/** The first thing that everybody sees: who demands, and how many stand behind it. */
import { useSite } from "../../pages/site.tsx";
import { formatNumber } from "../../words/format.ts";
import { Heading } from "../text/heading.tsx";

/** @param props.counted of all demands; undefined where only some are listed, or there are none */
export function HomeHero(props: { counted: { total: number; today: number } | undefined }) {
  const { counted } = props;
  const { words, campaign, campaignLang, locale } = useSite();
  const t = words.home;
  return (
    <section className="hero">
      <Heading text={campaign} lang={campaignLang} />
      <p className="lead">{t.lead}</p>
      {counted && counted.total > 0 && (
        <p className="hero-count">
          <strong>{formatNumber(locale, counted.total)}</strong> {words.count.word(counted.total)}
          {counted.today > 0 && ` · ${t.today(counted.today)}`}
        </p>
      )}
      {counted?.total === 0 && <p className="hero-count">{t.firstOfAll}</p>}
    </section>
  );
}
