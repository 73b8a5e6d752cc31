/** The small links below every page, and whether this is the demo. */
import { useSite } from "../pages/site.tsx";
import { href } from "../paths.ts";

export function Footer() {
  const { campaign, campaignLang, words, to, demo, mailbox } = useSite();
  return (
    <footer className="site-footer">
      <p className="wordmark" lang={campaignLang}>
        {campaign}
      </p>
      <nav aria-label={words.footer.label}>
        <ul>
          <li>
            <a href={to(href("/about"))}>{words.footer.about}</a>
          </li>
          <li>
            <a href={to(href("/privacy"))}>{words.footer.privacy}</a>
          </li>
          <li>
            <a href={to(href("/manage"))}>{words.footer.manage}</a>
          </li>
          <li>
            <a href={to(href("/accessibility"))}>{words.footer.accessibility}</a>
          </li>
          <li>
            <a href={href("/petitions.json")}>{words.footer.data}</a>
          </li>
        </ul>
      </nav>
      {demo && mailbox && (
        <p className="demo">
          {words.footer.demo} · <a href={href("/mailbox")}>{words.footer.mailbox}</a>
        </p>
      )}
    </footer>
  );
}
