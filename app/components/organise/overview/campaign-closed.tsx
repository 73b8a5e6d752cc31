/** Says once the campaign is closed since when, and who can open it again until which day; nothing otherwise. */
import { href } from "../../../paths.ts";
import { closingWords as t } from "../../../words/organise/closing.ts";
import { Moment } from "../organise-page.tsx";

export interface ShownClosing {
  at: Date;
  /** How many it closed. */
  demands: number;
  /** The day until which it can be undone; undefined where that is over. */
  until: string | undefined;
}

export function CampaignClosed(props: { closing: ShownClosing | undefined; isOwner: boolean }) {
  const { closing, isOwner } = props;
  if (!closing) return null;
  const { at, demands, until } = closing;
  return (
    <section className="note">
      <p>
        <strong>
          {t.closedSince} <Moment at={at} />.
        </strong>{" "}
        {t.closedWhat(demands)}{" "}
        {isOwner ? (
          <a href={href("/organise/closing")}>{until ? t.openAgain(until) : t.goThere}</a>
        ) : (
          until && t.ownerOpens(until)
        )}
      </p>
    </section>
  );
}
