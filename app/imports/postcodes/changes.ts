/** What a new table of postcodes changes in the old one, in numbers and by constituency. */
import type { ReportLine } from "../report.ts";
import { say, some } from "../some.ts";

/** So many postcodes from one constituency to another; null where the table does not have them. */
export interface Move {
  old: string | null;
  new: string | null;
  number: number;
}

export interface PostcodeChanges {
  /** In the new table, and in the old one. */
  all: number;
  before: number;
  added: number;
  /** In another constituency than before. */
  moved: number;
  removed: number;
  unchanged: number;
  /** Postcodes of the new table in constituencies that are not among the areas; their codes, the biggest first. */
  unknown: number;
  unknownCodes: string[];
  areasKnown: number;
  /** Names of areas in which no postcode of the new table lies. */
  withoutPostcodes: string[];
}

/** @param areas the names of those imported, by code */
export function sumMoves(
  moves: readonly Move[],
  areas: ReadonlyMap<string, string>,
): PostcodeChanges {
  const listed = moves.filter((move) => move.new !== null);
  const reached = new Set(listed.map((move) => move.new));
  const unknown = new Map<string, number>();
  for (const { new: code, number } of listed)
    if (code !== null && !areas.has(code)) unknown.set(code, (unknown.get(code) ?? 0) + number);
  const stays = (move: Move) => move.old === move.new;
  return {
    all: sum(listed),
    before: sum(moves.filter((move) => move.old !== null)),
    added: sum(listed.filter((move) => move.old === null)),
    moved: sum(listed.filter((move) => move.old !== null && !stays(move))),
    removed: sum(moves.filter((move) => move.new === null)),
    unchanged: sum(moves.filter(stays)),
    unknown: [...unknown.values()].reduce((all, number) => all + number, 0),
    unknownCodes: [...unknown].sort(([, a], [, b]) => b - a).map(([code]) => code),
    areasKnown: areas.size,
    withoutPostcodes: [...areas].filter(([code]) => !reached.has(code)).map(([, name]) => name),
  };
}

/** More constituencies than this that postcodes of one move to are a number. */
const destinationsShown = 3;

/** @returns a line for each constituency whose postcodes change, where most do first */
export function linesByArea(
  moves: readonly Move[],
  areas: ReadonlyMap<string, string>,
): ReportLine[] {
  const nameOf = (code: string) => areas.get(code) ?? code;
  const byArea = new Map<string, Move[]>();
  for (const move of moves) {
    if (move.old === move.new) continue;
    const area = (move.old ?? move.new)!;
    byArea.set(area, [...(byArea.get(area) ?? []), move]);
  }
  return [...byArea]
    .map(([code, changes]) => ({ who: nameOf(code), changes, number: sum(changes) }))
    .sort((a, b) => b.number - a.number || a.who.localeCompare(b.who))
    .map(({ who, changes }) => ({ who, change: sayChanges(changes, nameOf) }));
}

function sayChanges(changes: readonly Move[], nameOf: (code: string) => string): string {
  const added = changes.filter((move) => move.old === null);
  const removed = changes.filter((move) => move.new === null);
  const moved = changes
    .filter((move) => move.old !== null && move.new !== null)
    .toSorted((a, b) => b.number - a.number);
  const others = moved.slice(destinationsShown);
  return [
    ...added.map(({ number }) => `${say(number)} added`),
    ...moved
      .slice(0, destinationsShown)
      .map(({ number, new: to }) => `${say(number)} moved to ${nameOf(to!)}`),
    ...(others.length > 0
      ? [`${say(sum(others))} moved to ${some(others.length, "other", "others")}`]
      : []),
    ...removed.map(({ number }) => `${say(number)} removed`),
  ].join(", ");
}

const sum = (moves: readonly Move[]) => moves.reduce((all, { number }) => all + number, 0);
