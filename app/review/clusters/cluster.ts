/** Clusters: many signatures that have one thing in common, and how many of them would be usual. */
import { type Conditions, isDomainKey, isMoment } from "../bulk/bulk.ts";

export const clusterKinds = ["domain", "place", "network", "rate"] as const;
export type ClusterKind = (typeof clusterKinds)[number];

/** What a cluster has in common; of a rate it is the moment at which its span begins, in milliseconds. */
export interface ClusterName {
  kind: ClusterKind;
  key: string;
  /** Only those confirmed from that moment on, and before that one. */
  from?: Date | undefined;
  until?: Date | undefined;
}

export interface Found extends ClusterName {
  /** People who confirmed. */
  size: number;
  /** Of the first and the last, as far as slots tell. */
  first: Date;
  last: Date;
  /** How many would have been usual. */
  usual: number;
}

/** Confirmations of one key in a span of time. */
export interface Sum {
  kind: Exclude<ClusterKind, "rate">;
  key: string;
  size: number;
  first: Date;
  last: Date;
  /** In a day, before that span. */
  daily: number;
  /** Of a place; null where it has none. */
  electorate: number | null;
}

export interface Slot {
  at: Date;
  count: number;
}

export interface Counted {
  /** Length of the span in days. */
  days: number;
  all: number;
  electorate: number;
  sums: readonly Sum[];
  slots: readonly Slot[];
  /** Of a slot, in the weeks before. */
  usualSlot: number;
  /** Length of a slot, in milliseconds. */
  slot: number;
}

/** Below these nobody is looked at, and so many times what is usual makes a cluster of the rest. */
const LEAST: Readonly<Record<ClusterKind, number>> = {
  domain: 8,
  place: 50,
  network: 30,
  rate: 30,
};
const TIMES: Readonly<Record<ClusterKind, number>> = { domain: 10, place: 5, network: 0, rate: 8 };
/** Of each kind so many are listed: nobody looks at more. */
const MOST = 20;
const DAY = 86_400_000;
/** A lull of so many slots does not end a span. */
const LULL = 2;

/**
 * Lower than the lines that raise an alarm, for a person looks at them: nothing follows from being one.
 * @returns of each kind the largest first
 */
export function findClusters(counted: Counted): Found[] {
  const found = [...counted.sums.map((sum) => asFound(sum, counted)), ...spans(counted)].filter(
    ({ kind, size, usual }) => size >= LEAST[kind] && size >= TIMES[kind] * usual,
  );
  return clusterKinds.flatMap((kind) =>
    found
      .filter((one) => one.kind === kind)
      .sort((a, b) => b.size - a.size || (a.key < b.key ? -1 : 1))
      .slice(0, MOST),
  );
}

function asFound({ daily, electorate, ...sum }: Sum, counted: Counted): Found {
  if (sum.kind === "domain") return { ...sum, usual: daily * counted.days };
  if (sum.kind === "network") return { ...sum, usual: 0 };
  const usual =
    electorate === null ? sum.size : (counted.all * electorate) / Math.max(counted.electorate, 1);
  return { ...sum, usual };
}

/** Slots beside each other that are far above what is usual, as one. */
function spans({ slots, usualSlot, slot, days }: Counted): Found[] {
  const sorted = slots.map(({ count }) => count).sort((a, b) => b - a);
  // in slots that are not there nobody confirmed
  const median = sorted[Math.floor((days * DAY) / slot / 2)] ?? 0;
  const usual = Math.max(usualSlot, median);
  const found: Found[] = [];
  let last: Found | undefined;
  for (const { at, count } of slots) {
    if (count < LEAST.rate || count < TIMES.rate * usual) continue;
    const until = new Date(at.getTime() + slot);
    if (last && at.getTime() - last.until!.getTime() <= LULL * slot) {
      const length = (until.getTime() - last.first.getTime()) / slot;
      Object.assign(last, { size: last.size + count, last: until, until, usual: usual * length });
      continue;
    }
    last = {
      ...{ kind: "rate", key: String(at.getTime()), from: at, until },
      ...{ size: count, first: at, last: until, usual },
    };
    found.push(last);
  }
  return found;
}

/** Which signatures a cluster is of. */
export function conditionsOf({ kind, key, from, until }: ClusterName): Conditions {
  return {
    ...(kind !== "rate" && { [kind]: key }),
    ...(from && { from: from.toISOString() }),
    ...(until && { until: until.toISOString() }),
  };
}

const isKeyOf: Readonly<Record<ClusterKind, (key: string) => boolean>> = {
  domain: isDomainKey,
  place: (key) => /^[A-Z0-9]{2,9}$/.test(key),
  network: (key) => /^[\w -]{1,40}$/.test(key),
  rate: (key) => /^\d{1,14}$/.test(key),
};

/** As it stands in the path of its page: `place-KZ`. */
export const idOf = ({ kind, key }: Pick<ClusterName, "kind" | "key">): string => `${kind}-${key}`;

/**
 * @param id from a path
 * @param asked `from` and `until` of its query
 */
export function readCluster(id: string, asked: URLSearchParams): ClusterName | undefined {
  const at = id.indexOf("-");
  const kind = clusterKinds.find((one) => one === id.slice(0, at));
  const key = id.slice(at + 1);
  if (!kind || !isKeyOf[kind](key)) return undefined;
  const from =
    readMoment(asked.get("from")) ?? (kind === "rate" ? new Date(Number(key)) : undefined);
  const until = readMoment(asked.get("until"));
  if (kind === "rate" && (!from || !until)) return undefined;
  return { kind, key, from, until };
}

const readMoment = (text: string | null): Date | undefined =>
  text !== null && isMoment(text) ? new Date(text) : undefined;
