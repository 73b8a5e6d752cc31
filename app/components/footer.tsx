/** The small links below every page, and whether this is the demo. */
import { useSite } from "../pages/site.tsx";

export function Footer() {
  const { campaign, words, to, demo, mailbox } = useSite();
  return (
    <footer className="site-footer">
      <p className="wordmark">{campaign}</p>
      <nav aria-label={words.footer.label}>
        <ul>
          <li>
            <a href={to("/about")}>{words.footer.about}</a>
          </li>
          <li>
            <a href={to("/privacy")}>{words.footer.privacy}</a>
          </li>
          <li>
            <a href={to("/accessibility")}>{words.footer.accessibility}</a>
          </li>
          <li>
            <a href="/petitions.json">{words.footer.data}</a>
          </li>
        </ul>
      </nav>
      {demo && mailbox && (
        <p className="demo">
          {words.footer.demo} · <a href="/mailbox">{words.footer.mailbox}</a>
        </p>
      )}
    </footer>
  );
}
