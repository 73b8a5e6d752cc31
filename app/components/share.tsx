/** Ways to pass a demand on: plain links, and the device's own sheet where a script can open it. */
import { useSite } from "../pages/site.tsx";
import { href } from "../paths.ts";

export function Share({ slug, title }: { slug: string; title: string }) {
  const { words, to, origin } = useSite();
  const t = words.signed;
  const url = `${origin}${to(href("/demands/:slug", { slug }))}`;
  const text = encodeURIComponent(`${t.shareText(title)} ${url}`);
  return (
    <ul className="share">
      <li data-share-sheet={url} data-title={title} hidden>
        <button type="button">{t.shareButton}</button>
      </li>
      <li>
        <a href={`https://wa.me/?text=${text}`} rel="noreferrer">
          WhatsApp
        </a>
      </li>
      <li>
        <a href={`https://bsky.app/intent/compose?text=${text}`} rel="noreferrer">
          Bluesky
        </a>
      </li>
      <li>
        <a href={`mailto:?subject=${encodeURIComponent(title)}&body=${text}`}>{t.mail}</a>
      </li>
      <li data-copy={url} data-copied={t.copied} hidden>
        <button type="button" className="quiet">
          {t.copy}
        </button>
      </li>
    </ul>
  );
}
