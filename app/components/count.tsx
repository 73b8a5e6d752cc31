/** The number of signatures and the way to the goal. */
import type { Demand } from "../demands/demand.ts";
import { seeksSignatures } from "../demands/goal.ts";
import { useSite } from "../pages/site.tsx";
import { formatNumber } from "../words/format.ts";
import { href } from "../paths.ts";

/** The class of a large number that has more digits than there is room for. */
export const sizeOf = (shown: string) => (shown.length > 7 ? "long-number" : undefined);

/** The largest thing on a demand's page; the script keeps it up to date. */
export function BigCount({
  demand,
}: {
  demand: Pick<Demand, "id" | "count" | "goal" | "state" | "outcome">;
}) {
  const { id, count, goal } = demand;
  const { words, locale } = useSite();
  const shown = formatNumber(locale, count);
  return (
    <div className="big-count">
      <p>
        <strong data-count={href("/petitions/:id/count.json", { id })} className={sizeOf(shown)}>
          {shown}
        </strong>{" "}
        <span>{words.count.word(count)}</span>
      </p>
      {seeksSignatures(demand) ? (
        <>
          <Progress count={count} goal={goal} />
          <p className="goal">
            <GoalLine count={count} goal={goal} />
          </p>
        </>
      ) : (
        <p className="goal">{words.count.inAll}</p>
      )}
    </div>
  );
}

/** The goal in words, and how many are missing; the script keeps that up to date. */
export function GoalLine({ count, goal }: { count: number; goal: number }) {
  const { words, locale } = useSite();
  const t = words.count;
  return (
    <>
      {t.goal(goal)} ·{" "}
      <span data-to-go={t.toGo("{}")}>{t.toGo(formatNumber(locale, goal - count))}</span>
    </>
  );
}

/** A place's number, or that it is too small to be shown. */
export function ShownCount({ count }: { count: number | null }) {
  const { words, locale } = useSite();
  if (count === null) return <span className="place-note">{words.count.fewer}</span>;
  return formatNumber(locale, count);
}

export function Progress({ count, goal }: { count: number; goal: number }) {
  const { words } = useSite();
  return (
    <progress value={count} max={goal} aria-label={words.demand.progress(count, goal)}>
      {words.demand.progress(count, goal)}
    </progress>
  );
}
