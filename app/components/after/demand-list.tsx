/** Demands that can be signed next, each with how many have. */
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export interface ListedDemand {
  slug: string;
  title: string;
  /** Of the title, where it is not the page's. */
  lang: string | undefined;
  count: number;
}

export function DemandList({ title, demands }: { title: string; demands: ListedDemand[] }) {
  const { words, to } = useSite();
  if (demands.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="sign-next">
        {demands.map(({ slug, title, lang, count }) => (
          <li key={slug}>
            <a href={to(`${href("/demands/:slug", { slug })}#sign`)} lang={lang}>
              {softenLong(title)}
            </a>
            <span>{words.count.signatures(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
