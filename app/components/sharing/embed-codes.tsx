/** What to copy into a page of one's own: a frame, or a picture with a link. */
import { CARD_HEIGHT, CARD_WIDTH } from "../../demands/card/card.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { labelled } from "./share-links.ts";

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

export function EmbedCodes({ slug, title }: { slug: string; title: string }) {
  const { words, origin, locale, to } = useSite();
  const t = words.share;
  // in the language of this page, whoever sees it there
  const at = (path: string) => `${origin}/${locale}${path}`;
  const name = escape(title);
  const link = labelled(at(href("/demands/:slug", { slug })), "embed");
  const image = at(href("/demands/:slug/card.png", { slug }));
  const codes = [
    [
      t.frame,
      `<iframe src="${at(href("/embed/:slug", { slug }))}" title="${name}" width="480" height="440" style="border: 0; max-width: 100%" loading="lazy"></iframe>`,
    ],
    [
      t.card,
      `<a href="${link}"><img src="${image}" alt="${name}" width="600" height="315" style="max-width: 100%; height: auto" loading="lazy"></a>`,
    ],
  ] as const;
  return (
    <>
      <p>{t.embedLead}</p>
      <p>
        <img
          className="card"
          src={to(href("/demands/:slug/card.png", { slug }))}
          alt={title}
          width={CARD_WIDTH}
          height={CARD_HEIGHT}
          loading="lazy"
        />
      </p>
      {codes.map(([label, code], index) => (
        <div key={label} className="field">
          <label htmlFor={`code-${index}`}>{label}</label>
          <textarea id={`code-${index}`} className="code" readOnly rows={4} defaultValue={code} />
          <p data-copy={code} data-copied={words.signed.copied} hidden>
            <button type="button" className="quiet">
              {t.copy}
            </button>
          </p>
        </div>
      ))}
    </>
  );
}
