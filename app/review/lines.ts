/** Where many confirmations become too many: each line with the crowds that must not cross it. */
import type { AlarmKind } from "#db/schema.ts";

/** What was confirmed in a span of time, and what was usual before. */
export interface Measured {
  /** Length of the span. */
  hours: number;
  /** Everybody. */
  all: number;
  /** At unlisted mail domains. */
  unlisted: Figure;
  /** Of everybody in the weeks before, and of them at unlisted domains. */
  past: { all: number; unlisted: number };
  /** Those of some size. */
  domains: Own[];
  places: Place[];
  networks: Keyed[];
  /** Of all places. */
  electorate: number;
}

interface Figure {
  count: number;
  /** Of the last quarter of an hour, which tells whether it goes on. */
  recent: number;
}

type Keyed = Figure & { key: string };
/** A domain, with what is usual for it in a span of this length. */
type Own = Keyed & { usual: number };
type Place = Keyed & { electorate: number };

/** A line that is crossed now. */
export interface Crossing {
  kind: AlarmKind;
  hours: number;
  /** Confirmations that are too many, together. */
  count: number;
  /** Of how many in all. */
  of: number;
  /** What would be usual: for the first of the keys, or for what is counted together. */
  usual: number;
  /** Of what is over its line, the most first; none of unlisted domains altogether. */
  keys: { key: string; count: number }[];
}

/** An unlisted domain over its own line. */
export type DomainOver = Pick<Own, "key" | "count" | "usual"> & Pick<Crossing, "hours" | "of">;

/** A quarter of an hour, in hours: so long must the rate be below its line until an alarm ends. */
export const QUARTER = 1 / 4;

/** So many times its own past is a leap. */
const LEAP = 20;
/** An unlisted domain, by the length of the span: a firm whose staff sign in their break stays below it. */
const DOMAIN: Lines = { 1: 50, 24: 200 };
/** On a viral day (138,000 an hour) big employers pass fifty: the part of everybody that they may be. */
const DOMAIN_PART = 0.002;
/** A domain of fewer is not looked at. */
export const FEW: Lines = { 1: 5, 24: 8 };
/** All domains of more that leapt, together: catch-all domains, changed every few signatures. */
const NEW_DOMAINS: Lines = { 1: 100, 24: 250 };
const NEW_DOMAINS_PART = 0.03;
/** All unlisted domains together, and so many times their usual part of everybody. */
const UNLISTED: Lines = { 1: 200, 24: 600 };
const UNLISTED_TIMES = 3;
/** Their usual part: taken where the past is shorter than so many, and the bounds of what a past may say. */
const UNLISTED_PART = { unknown: 0.15, least: 0.1, most: 0.25 };
const PAST = 1_000;
/** One elector in so many within an hour: a rally's own town stays below it. */
const ELECTORS = 300;
/** So many times a place's part of everybody: places of one diaspora or one university have up to five. */
const PLACE_TIMES = 10;
/** Of everybody, where there are few places. */
const PLACE_PART = 1 / 2;
/** The least line of a place, however few live there. */
export const PLACE = 100;
/** One network in an hour: a carrier's or a hall's thousands of phones, of whom some hundred confirm. */
export const NETWORK = 600;
/** On a viral day a carrier's network may be this part of everybody. */
const NETWORK_PART = 0.05;

type Lines = Record<number, number>;

/**
 * A line counts as crossed while the whole span is over it and the last quarter of an hour has the
 * pace for it, so that what has stopped is over a quarter of an hour later.
 */
const isOver = ({ count, recent }: Figure, line: number, { hours }: Measured): boolean =>
  count >= line && recent >= (line * QUARTER) / hours;

/** Every line that is crossed now, one of a kind; what one line tells of, the next leaves out. */
export function crossings(hour: Measured, day: Measured): Crossing[] {
  const quick = crossingsIn(hour, new Set());
  const told = new Set(quick.flatMap(({ keys }) => keys.map(({ key }) => key)));
  const slow = crossingsIn(day, told);
  return [...quick, ...slow.filter(({ kind }) => !quick.some((one) => one.kind === kind))];
}

function crossingsIn(measured: Measured, told: ReadonlySet<string>): Crossing[] {
  const known = measured.domains.filter(({ key }) => told.has(key));
  const others = measured.domains.filter(({ key }) => !told.has(key));
  const large = domainsOver(measured, others);
  const leapt = domainsThatLeapt(
    measured,
    others.filter((one) => !large.includes(one)),
  );
  const found = [
    together("domain", measured, large, (one) => one.usual),
    together("new-domains", measured, leapt, () => 0),
    unlistedOver(measured, [...known, ...large, ...leapt]),
  ];
  // places and networks have no past: their lines are of an hour
  if (measured.hours === 1) {
    const usualIn = ({ electorate }: { electorate: number }) =>
      (measured.all * electorate) / measured.electorate;
    found.push(together("place", measured, placesOver(measured, usualIn), usualIn));
    found.push(together("network", measured, networksOver(measured), () => 0));
  }
  return found.filter((crossing) => crossing !== undefined);
}

/** Each once, by the shorter span that it is too many for. */
export function domainsOverLine(hour: Measured, day: Measured): DomainOver[] {
  const [quick, slow] = [hour, day].map((measured) =>
    domainsOver(measured, measured.domains).map(({ key, count, usual }) => {
      return { key, count, usual, hours: measured.hours, of: measured.all };
    }),
  );
  return [...quick!, ...slow!.filter(({ key }) => !quick!.some((one) => one.key === key))];
}

function domainsOver(measured: Measured, domains: readonly Own[]): Own[] {
  const { hours, all } = measured;
  const least = Math.max(DOMAIN[hours]!, DOMAIN_PART * all);
  return domains.filter((one) => isOver(one, Math.max(least, LEAP * one.usual), measured));
}

function domainsThatLeapt(measured: Measured, domains: readonly Own[]): Own[] {
  const leapt = domains.filter(({ count, usual }) => count >= LEAP * usual);
  const line = Math.max(NEW_DOMAINS[measured.hours]!, NEW_DOMAINS_PART * measured.all);
  return isOver(total(leapt), line, measured) ? leapt : [];
}

function unlistedOver(measured: Measured, told: readonly Figure[]): Crossing | undefined {
  const { unlisted, past, all, hours } = measured;
  const { unknown, least, most } = UNLISTED_PART;
  const known = Math.min(Math.max(past.unlisted / past.all, least), most);
  const usual = all * (past.all < PAST ? unknown : known);
  const sum = total(told);
  const rest = { count: unlisted.count - sum.count, recent: unlisted.recent - sum.recent };
  if (!isOver(rest, Math.max(UNLISTED[hours]!, UNLISTED_TIMES * usual), measured)) return;
  return { kind: "unlisted", hours, count: rest.count, of: all, usual, keys: [] };
}

function placesOver(measured: Measured, usualIn: (place: Place) => number): Place[] {
  return measured.places.filter((one) => {
    const leap = Math.min(PLACE_TIMES * usualIn(one), PLACE_PART * measured.all);
    return isOver(one, Math.max(PLACE, one.electorate / ELECTORS, leap), measured);
  });
}

function networksOver(measured: Measured): Keyed[] {
  const line = Math.max(NETWORK, NETWORK_PART * measured.all);
  return measured.networks.filter((one) => isOver(one, line, measured));
}

function total(figures: readonly Figure[]): Figure {
  const sum = { count: 0, recent: 0 };
  for (const { count, recent } of figures) {
    sum.count += count;
    sum.recent += recent;
  }
  return sum;
}

function together<One extends Keyed>(
  kind: AlarmKind,
  { hours, all }: Measured,
  over: readonly One[],
  usualFor: (one: One) => number,
): Crossing | undefined {
  const sorted = over.toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const [first] = sorted;
  if (!first) return undefined;
  const keys = sorted.map(({ key, count }) => ({ key, count }));
  return { kind, hours, count: total(over).count, of: all, usual: usualFor(first), keys };
}
