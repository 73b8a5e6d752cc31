/** Asks the writer of a letter whether it was answered: one press of three buttons. */
import type { OwnLetterOutcome } from "#db/schema.ts";

import { useSite } from "../../pages/site.tsx";
import { FlashMessage } from "../flash.tsx";

const outcomes = ["answered", "acknowledged", "none"] as const;

export function OutcomeForm(props: {
  action: string;
  member: string;
  outcome: OwnLetterOutcome | null;
  /** Was just said. */
  isSaid: boolean;
}) {
  const { action, member, outcome, isSaid } = props;
  const t = useSite().words.write;
  return (
    <section className="writing">
      <h2>{t.question(member)}</h2>
      <FlashMessage said={isSaid ? t.thanks : undefined} />
      <form method="post" action={action} className="together">
        {outcomes.map((one) => (
          <button
            key={one}
            name="intent"
            value={one}
            className={outcome === one ? undefined : "quiet"}
          >
            {t.outcomes[one]}
          </button>
        ))}
      </form>
    </section>
  );
}
