/** How many have signed, said to one of them; the script keeps it up to date. */
import type { Demand } from "../../demands/demand.ts";
import { seeksSignatures } from "../../demands/goal.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { formatNumber } from "../../words/format.ts";
import { GoalLine, Progress, sizeOf } from "../count.tsx";

export function OneOf({
  demand,
}: {
  demand: Pick<Demand, "id" | "count" | "goal" | "state" | "outcome">;
}) {
  const { id, count, goal } = demand;
  const { words, locale } = useSite();
  const t = words.signed;
  const shown = formatNumber(locale, count);
  return (
    <div className="big-count">
      {count === 1 && <p>{t.first}</p>}
      {count > 1 && (
        <p>
          {t.oneOf}{" "}
          <strong data-count={href("/petitions/:id/count.json", { id })} className={sizeOf(shown)}>
            {shown}
          </strong>
        </p>
      )}
      {seeksSignatures(demand) && (
        <>
          <Progress count={count} goal={goal} />
          <p className="goal">
            <GoalLine count={count} goal={goal} />
          </p>
        </>
      )}
    </div>
  );
}
