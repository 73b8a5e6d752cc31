/** Signatures of the last days as a drawn line, which says its numbers to who does not see it. */
import { formatNumber } from "../../../words/format.ts";
import { figureWords } from "../../../words/organise/overview.ts";

interface Day {
  day: string;
  count: number;
}

const WIDTH = 120;
const HEIGHT = 36;

const format = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  timeZone: "UTC",
});
const nameOf = ({ day }: Day) => format.format(new Date(day));

/** @param props.days two at least */
export function DayLine({ days }: { days: readonly Day[] }) {
  const most = Math.max(1, ...days.map(({ count }) => count));
  const line = days
    .map(({ count }, index) => {
      const x = (index / (days.length - 1)) * WIDTH;
      const y = HEIGHT - (Math.max(0, count) / most) * HEIGHT;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
  const said = days.map((one) => `${nameOf(one)}: ${formatNumber("en", one.count)}`).join(", ");
  return (
    <figure className="day-line">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={figureWords.line(said)}
      >
        <polygon points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`} />
        <polyline points={line} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption aria-hidden="true">
        <span>{nameOf(days[0]!)}</span>
        <span>{nameOf(days.at(-1)!)}</span>
      </figcaption>
    </figure>
  );
}
