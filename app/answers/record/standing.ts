/** Where a member stands towards one demand in public: asked or not, acknowledged, answered. */
import type { StanceKind } from "#db/schema.ts";

/** What is known, each day as `YYYY-MM-DD`. */
export interface Known {
  /** The answer that stands. */
  answer: { stance: StanceKind; statedOn: string } | null;
  /** When the last letter about it that reached the office was counted. */
  askedOn: string | null;
  /** When the last one was counted of which nobody knows whether it left. */
  maybeAskedOn: string | null;
  /** When the office last gave a sign that is no answer in public. */
  acknowledgedOn: string | null;
  isOnItsWay: boolean;
  /** A letter about it could not go out, for no address was known. */
  lacksAddress: boolean;
}

export type Standing =
  | { kind: "answered"; stance: StanceKind; on: string }
  | { kind: "acknowledged" | "asked" | "maybe-asked"; on: string }
  | { kind: "on-its-way" | "no-address" | "not-asked" };
export type StandingKind = Standing["kind"];

export function standingOf(known: Known): Standing {
  const { answer, askedOn, maybeAskedOn, acknowledgedOn, isOnItsWay, lacksAddress } = known;
  if (answer) return { kind: "answered", stance: answer.stance, on: answer.statedOn };
  // whoever was asked anew has not acknowledged that
  if (acknowledgedOn && (!askedOn || acknowledgedOn >= askedOn))
    return { kind: "acknowledged", on: acknowledgedOn };
  if (askedOn) return { kind: "asked", on: askedOn };
  if (isOnItsWay) return { kind: "on-its-way" };
  if (maybeAskedOn) return { kind: "maybe-asked", on: maybeAskedOn };
  return { kind: lacksAddress ? "no-address" : "not-asked" };
}

/** The parts of a bar, in their order: whoever has not answered is a part of it too. */
export const parts = ["supports", "partly", "opposes", "declined", "no-answer"] as const;
export type Part = (typeof parts)[number];

export const partOf = (standing: Standing): Part =>
  standing.kind === "answered" ? standing.stance : "no-answer";

export type PartCounts = Record<Part, number>;

export function countParts(rows: readonly { standing: Standing }[]): PartCounts {
  const counts = Object.fromEntries(parts.map((part) => [part, 0])) as PartCounts;
  for (const { standing } of rows) counts[partOf(standing)]++;
  return counts;
}

export interface Group {
  name: string;
  counts: PartCounts;
  all: number;
}

/** By one of their properties: the largest groups first, those of one size by name. */
export function groupBy<Row extends { standing: Standing }>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): Group[] {
  return [...Map.groupBy(rows, nameOf)]
    .map(([name, group]) => ({ name, counts: countParts(group), all: group.length }))
    .toSorted((a, b) => b.all - a.all || a.name.localeCompare(b.name, "en"));
}

/** Those who have answered first, in the order of the bar; who stand alike stay in their order. */
export const byPart = <Row extends { standing: Standing }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => parts.indexOf(partOf(a.standing)) - parts.indexOf(partOf(b.standing)));
