/**
 * Asks on which server somebody is at home, and gives the link there. A link, not a redirect: nobody is led
 * from an address of ours to one that a stranger wrote into it.
 */
import { useSite } from "../../pages/site.tsx";
import { serverOf } from "../../words/typed/server-name.ts";
import { onMastodon, type Shared } from "./share-links.ts";

/** @param props.server as it was typed; "" where nothing was */
export function MastodonForm({ shared, server }: { shared: Shared; server: string }) {
  const { words } = useSite();
  const t = words.share;
  const found = serverOf(server);
  const isWrong = server !== "" && !found;
  return (
    <form method="get" action="#mastodon">
      <div className={isWrong ? "field wrong" : "field"}>
        <label htmlFor="server">{t.server}</label>
        <p className="hint" id="server-hint">
          {t.serverHint}
        </p>
        {isWrong && (
          <p className="problem" id="server-problem">
            {t.serverWrong}
          </p>
        )}
        <div className="together">
          <input
            id="server"
            name="server"
            defaultValue={server}
            required
            maxLength={200}
            inputMode="url"
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby={isWrong ? "server-hint server-problem" : "server-hint"}
            aria-invalid={isWrong || undefined}
          />
          <button type="submit" className={found && "quiet"}>
            {t.serverButton}
          </button>
        </div>
      </div>
      {found && (
        <p>
          <a className="button" href={onMastodon(shared, found)} rel="noreferrer">
            {t.serverGo(found)}
          </a>
        </p>
      )}
    </form>
  );
}
