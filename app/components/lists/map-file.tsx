/** The map of constituencies as a file of its own, which looks the same wherever it is put. */
import { renderToStaticMarkup } from "react-dom/server";

import type { DrawnMap } from "../../places/map/drawn-map.ts";
import { ACROSS, AROUND, DOWN } from "../../places/map/hex-grid.ts";
import { sharesFormat } from "../../words/format.ts";
import { wordsFor } from "../../words/words.ts";
import { lookOf, SCALE } from "./map-parts.tsx";

const INK = "#101416";
const PAPER = "#fff";
const EMPTY = "#d9d5ca";
const FULL = "#007d92";
/** As wide as the legend needs it, and as the head is high. */
const LEGEND = 15;
const HEAD = 5;

interface MapFileProps {
  map: DrawnMap;
  title: string;
  /** Where it is from. */
  source: string;
}

/** A bold letter is somewhat wider than half its height. */
const sizeOf = (title: string, width: number) =>
  Number(Math.min(2, width / (0.57 * title.length)).toFixed(2));

function MapFile({ map, title, source }: MapFileProps) {
  const words = wordsFor("en");
  const [x, y, width, height] = map.viewBox.split(" ").map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const right = x + width;
  const steps = map.bounds.length;
  const share = sharesFormat("en", map.bounds);
  const legend = [
    words.count.fewer,
    ...map.bounds.map((bound, index) =>
      index === 0
        ? words.map.upTo(share(bound))
        : words.map.between(share(map.bounds[index - 1]!), share(bound)),
    ),
  ];
  const fillOf = (step: number) => ({
    fill: step === 0 ? EMPTY : FULL,
    fillOpacity: lookOf(step, steps).fillOpacity,
  });
  const all = { x: x - 1, y: y - HEAD - 1, width: width + LEGEND + 2, height: height + HEAD + 3 };
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`${all.x} ${all.y} ${all.width} ${all.height}`}
      width={Math.round(all.width * 14)}
      height={Math.round(all.height * 14)}
      fontFamily="Helvetica, Arial, sans-serif"
      fontSize="1.4"
      fill={INK}
    >
      <title>{title}</title>
      <rect {...all} fill={PAPER} />
      <text x={x} y={y - 3.4} fontSize={sizeOf(title, width + LEGEND)} fontWeight="bold">
        {title}
      </text>
      <text x={x} y={y - 1.2}>
        {words.places.share}
      </text>
      <g transform={SCALE} stroke={PAPER} strokeWidth="0.15">
        {map.cells.map(
          (path, step) => path !== "" && <path key={step} {...fillOf(step)} d={path} />,
        )}
      </g>
      <path
        transform={SCALE}
        d={map.outlines.join("")}
        fill="none"
        stroke={INK}
        strokeWidth="0.25"
        strokeLinejoin="round"
      />
      {map.labels.map((label) => (
        <text
          key={label.nation}
          x={label.x * ACROSS}
          y={label.y * DOWN + 0.5}
          textAnchor={label.anchor}
        >
          {words.map.nations[label.nation]}
        </text>
      ))}
      {legend.map((text, step) => (
        <g key={text} transform={`translate(${right + 1} ${y + 4 + step * 2.6})`}>
          <path
            transform={SCALE}
            d={`M0-2${AROUND}`}
            {...fillOf(step)}
            stroke={INK}
            strokeWidth="0.1"
          />
          <text x="1.8" y="0.5">
            {text}
          </text>
        </g>
      ))}
      <text x={x} y={y + height + 1.4} fontSize="1.1">
        {source}
      </text>
    </svg>
  );
}

export const drawMapFile = (props: MapFileProps): string =>
  renderToStaticMarkup(<MapFile {...props} />);
