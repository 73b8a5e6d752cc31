/** Ways to pass a demand on: plain links, and the device's own sheet where a script can open it. */
import { useSite } from "../pages/site.tsx";
import { href } from "../paths.ts";
import { byEmail, labelled, networks } from "./sharing/share-links.ts";

/** @param props.text beside the link, instead of that of somebody who has signed */
export function Share({ slug, title, text }: { slug: string; title: string; text?: string }) {
  const { words, to, origin } = useSite();
  const t = words.signed;
  const url = `${origin}${to(href("/demands/:slug", { slug }))}`;
  const shared = { url, text: text ?? t.shareText(title) };
  return (
    <ul className="share">
      <li data-share-sheet={labelled(url, "share")} data-title={title} hidden>
        <button type="button">{t.shareButton}</button>
      </li>
      {Object.entries(networks).map(([name, linkOf]) => (
        <li key={name}>
          <a href={linkOf(shared)} rel="noreferrer">
            {name}
          </a>
        </li>
      ))}
      <li>
        <a href={to(`${href("/demands/:slug/share", { slug })}#mastodon`)}>Mastodon</a>
      </li>
      <li>
        <a href={byEmail(shared, title)}>{t.mail}</a>
      </li>
      <li data-copy={labelled(url, "copy")} data-copied={t.copied} hidden>
        <button type="button" className="quiet">
          {t.copy}
        </button>
      </li>
    </ul>
  );
}
