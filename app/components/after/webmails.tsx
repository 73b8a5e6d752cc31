/** The ways to the large webmails; the script puts the one of the reader's own inbox first. */
import { useSite } from "../../pages/site.tsx";
import { webmails } from "../../signatures/after/webmails.ts";

export function Webmails() {
  const t = useSite().words.inbox;
  return (
    <nav aria-label={t.webmail}>
      <ul className="webmails">
        {webmails.map(({ name, url, domains }) => (
          <li key={name} data-domains={domains}>
            <a className="button quiet" href={url} rel="noreferrer" aria-label={t.open(name)}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
