/** What a flood says: how long others waited, whether they got what they asked for, what it cost, when it was over. */
import type { Figure } from "./figures.ts";
import type { FloodAnswer } from "./flood-load.ts";
import type { Heard, HonestAnswer } from "./honest-load.ts";
import { insist } from "./tools.ts";

export interface Flooded {
  /** Requests a second. */
  rate: number;
  /** Milliseconds since 1970: since when others were alone, and the flood's first and last moment. */
  calmSince: number;
  begun: number;
  ended: number;
  honest: HonestAnswer;
  /** What the flood got. */
  statuses: FloodAnswer["statuses"];
  /** Processors that the site kept busy, before and during the flood. */
  used: { calm: number; flooded: number };
  /** In megabytes. */
  memory: { before: number; peak: number };
}

/** What must hold for those who do not flood: milliseconds for 99 of 100, and the others by their names. */
const MOST = { kept: 100, signing: 250, failed: 0, megabytes: 150, seconds: 2 };

const kinds = { kept: "kept pages", signing: "signing and confirming" } as const;
type Kind = keyof typeof kinds;

const shares = [
  [0.5, "half"],
  [0.99, "99 of 100"],
  [1, "all"],
] as const;

export const failuresOf = ({ honest }: Flooded): number =>
  Object.values(honest.failed).reduce((sum, times) => sum + times, 0);

/** @throws NotFit when nobody else came */
export function figuresOfFlood(flooded: Flooded): Figure[] {
  const { rate, statuses, used, memory } = flooded;
  const one = (what: string, unit: Figure["unit"], ours: number, most?: number): Figure => ({
    name: `flood, ${rate} a second: ${what}`,
    unit,
    ours: [ours],
    ...(most !== undefined && { target: { of: "ours", most } }),
  });
  const beside = (figure: Figure, calm: number): Figure => ({
    ...figure,
    reference: { what: "before it", runs: [calm] },
  });
  const waits = (Object.keys(kinds) as Kind[]).flatMap((kind) => {
    const { calm, storm } = timesOf(flooded, kind);
    return shares.map(([share, which]) => {
      const most = share === 0.99 ? MOST[kind] : undefined;
      const figure = one(`${kinds[kind]}, ${which} within`, "ms", at(storm, share), most);
      return beside(figure, at(calm, share));
    });
  });
  const told = Object.entries(statuses).map(([status, times]) => `${times} × ${status}`);
  const asked = Object.values(statuses).reduce((sum, times) => sum + times, 0);
  const { none = 0 } = statuses;
  return [
    ...waits,
    one("others' requests that failed", "", failuresOf(flooded), MOST.failed),
    one(
      `memory, ${Math.round(memory.before)} MB before, grew by`,
      "MB",
      memory.peak - memory.before,
      MOST.megabytes,
    ),
    one("others waited no longer after", "s", secondsUntilNormal(flooded), MOST.seconds),
    beside(one("processors that the site used", "", used.flooded), used.calm),
    one(`of its requests were answered (${told.join(", ")})`, "", (asked - none) / asked),
  ];
}

/** The least first. */
function timesOf({ honest, calmSince, begun, ended }: Flooded, kind: Kind) {
  const within = (from: number, to: number) =>
    honest.heard
      .filter(({ what, due }) => what === kind && due >= from && due < to)
      .map(({ took }) => took)
      .sort((a, b) => a - b);
  const calm = within(calmSince, begun);
  const storm = within(begun, ended);
  insist(calm.length > 0 && storm.length > 0, "nobody came beside the flood");
  return { calm, storm };
}

const at = (times: readonly number[], share: number): number =>
  times[Math.ceil(times.length * share) - 1]!;

/**
 * @returns how long after the flood's end a second began in which 99 of 100 waited no longer than they
 *   may, or than they did before; Infinity when there was none
 */
function secondsUntilNormal(flooded: Flooded): number {
  const { honest, ended } = flooded;
  const most = {
    kept: Math.max(MOST.kept, at(timesOf(flooded, "kept").calm, 0.99)),
    signing: Math.max(MOST.signing, at(timesOf(flooded, "signing").calm, 0.99)),
  };
  const isLate = ({ what, took }: Heard) => took > most[what];
  const last = Math.max(...honest.heard.map(({ due }) => due));
  for (let from = ended; from + 1000 <= last; from += 100) {
    const second = honest.heard.filter(({ due }) => due >= from && due < from + 1000);
    if (second.length > 0 && second.filter(isLate).length <= second.length / 100)
      return (from - ended) / 1000;
  }
  return Infinity;
}
