/** An address as a QR code (ISO/IEC 18004), drawn as one path that stays sharp on paper. */
import { encode } from "uqr";

/** The light edge that readers need, in modules. */
const EDGE = 4;

export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: EDGE });
  const path = data
    .flatMap((row, y) => [...runsIn(row)].map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`))
    .join("");
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#000" d={path} />
    </svg>
  );
}

/** Dark modules beside each other: where they begin, and how many. */
function* runsIn(row: readonly boolean[]): Generator<[number, number]> {
  for (let from = row.indexOf(true); from >= 0;) {
    const end = row.indexOf(false, from);
    const to = end < 0 ? row.length : end;
    yield [from, to - from];
    from = row.indexOf(true, to);
  }
}
