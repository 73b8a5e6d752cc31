/** The switch with which an office takes letters in people’s own words, or takes none. */
import { useSite } from "../../pages/site.tsx";

/** The `intent` of each. */
export const OWN_WORDS = { on: "own-words-on", off: "own-words-off" } as const;

export function OwnWordsForm({ action, isOpen }: { action: string; isOpen: boolean }) {
  const { words } = useSite();
  const t = words.ownRoute;
  return (
    <form method="post" action={action} className="answer-form" id="own-words">
      <h2>{t.title}</h2>
      <p className="hint">{isOpen ? t.open : t.closed}</p>
      <button name="intent" value={isOpen ? OWN_WORDS.off : OWN_WORDS.on} className="quiet">
        {isOpen ? t.close : t.reopen}
      </button>
    </form>
  );
}
