/** What a letter can be about: each leads to its form. */
import { useSite } from "../../pages/site.tsx";
import { softenLong } from "../../words/typography/hyphens.ts";

export function AboutList(props: {
  action: string;
  demands: readonly { slug: string; title: string; lang: string | undefined }[];
}) {
  const { action, demands } = props;
  const t = useSite().words.write;
  return (
    <>
      <h2>{t.about}</h2>
      <ul className="onward">
        {demands.map(({ slug, title, lang }) => (
          <li key={slug}>
            <a href={`${action}?demand=${encodeURIComponent(slug)}`} lang={lang}>
              {softenLong(title)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
