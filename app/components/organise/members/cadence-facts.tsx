/** How often a member wants to be written to, as they said themselves. */
import type { Cadence } from "../../../letters/cadence/cadence.ts";
import { cadenceWords as t } from "../../../words/organise/members.ts";
import { Moment } from "../organise-page.tsx";

/** @param props.setAt null where the member has chosen nothing */
export function CadenceFacts({ cadence, setAt }: { cadence: Cadence; setAt: Date | null }) {
  return (
    <p className={cadence.choice === "never" ? "note" : undefined}>
      <b>{t.title}:</b>{" "}
      {cadence.choice === "threshold" ? t.threshold(cadence.threshold) : t[cadence.choice]}
      {setAt ? (
        <>
          {" "}
          ({t.chosen} <Moment at={setAt} />)
        </>
      ) : (
        ` (${t.unchosen})`
      )}
      .
    </p>
  );
}
