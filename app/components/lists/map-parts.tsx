/** What maps of constituencies share: the nations’ outlines and names, and what the steps mean. */
import { useSite } from "../../pages/site.tsx";
import { ACROSS, AROUND, DOWN } from "../../places/map/hex-grid.ts";
import type { MapFrame } from "../../places/map/map-frame.ts";
import { darkness } from "../../places/map/share-steps.ts";
import { sharesFormat } from "../../words/format.ts";

/** Of all that is drawn in the whole numbers of the grid. */
export const SCALE = `scale(${ACROSS} ${DOWN})`;

/** So that names can be read on a phone: a share of the whole width. */
export const fontSizeOf = (viewBox: string): number =>
  Number((Number(viewBox.split(" ")[2]) / 29).toFixed(2));

/** How cells look where no style says in which colours: drawn in that of the text. */
export const cellsLook = { fill: "currentColor", stroke: "currentColor", strokeWidth: 0.1 };

/** How a step is filled; the style says in which colour. */
export const lookOf = (step: number, steps: number) =>
  step === 0
    ? { fill: "none" }
    : { className: `step-${step}`, fillOpacity: Number(darkness(step, steps).toFixed(2)) };

export function MapOutlines({ outlines, labels }: Pick<MapFrame, "outlines" | "labels">) {
  const { words } = useSite();
  return (
    <>
      <path
        {...{ className: "nations", transform: SCALE, d: outlines.join("") }}
        {...{ fill: "none", stroke: "currentColor", strokeWidth: 0.4 }}
      />
      {labels.map(({ nation, x, y, anchor }) => (
        <text key={nation} x={x * ACROSS} y={y * DOWN + 0.5} textAnchor={anchor}>
          {words.map.nations[nation].split(/\s/).map((word, line) => (
            <tspan key={word} x={x * ACROSS} dy={line === 0 ? 0 : "1.1em"}>
              {word}
            </tspan>
          ))}
        </text>
      ))}
    </>
  );
}

/** @param bounds the largest share of each step, of 1 */
export function MapLegend({ bounds }: { bounds: readonly number[] }) {
  const { words, locale } = useSite();
  const t = words.map;
  const share = sharesFormat(locale, bounds);
  const texts = [
    words.count.fewer,
    ...bounds.map((bound, index) =>
      index === 0 ? t.upTo(share(bound)) : t.between(share(bounds[index - 1]!), share(bound)),
    ),
  ];
  return (
    <ul className="map-legend">
      {texts.map((text, step) => (
        <li key={text}>
          <svg
            {...{ viewBox: "-1.1 -2.2 2.2 4.4", width: 14, height: 17, ...cellsLook }}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <path {...lookOf(step, bounds.length)} d={`M0-2${AROUND}`} />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
