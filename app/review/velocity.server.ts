/** Counts how fast confirmations come: in memory as they succeed, stored every few seconds. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import type { VelocityKind } from "#db/schema.ts";

import { type NetworkSigning, rememberNetworks } from "./remember-networks.server.ts";

/** What is counted together, in milliseconds. */
export const SLOT = 5 * 60_000;
const FLUSH_MS = 5_000;

/**
 * Of a network so many are stored at once: most networks confirm once, and a row for each would take as
 * long as the confirmation. Fewer in a process are none, which no line is low enough to notice.
 */
const NETWORK_STEP = 5;
/** Networks whose next step is being waited for; at more than that all are forgotten, and every hour. */
const MOST_NETWORKS = 20_000;
/** Since 1970. */
const hourOf = (moment: Date) => Math.floor(moment.getTime() / 3_600_000);

export interface Velocity {
  /**
   * One person confirmed.
   * @param domainKey null for a listed mail domain
   * @param network undefined on loopback
   * @param signing its id, which is remembered with a network where many confirmed; who is alone in
   *   one is stored nowhere
   */
  count: (
    place: string,
    domainKey: string | null,
    network: string | undefined,
    signing: string,
  ) => void;
  /** Whether an alarm was on when the database was last asked. */
  isAlarmed: () => boolean;
  /** Stores what was counted and asks for alarms; rejects when the database is away, and forgets nothing. */
  flush: () => Promise<void>;
}

type Counts = Record<VelocityKind, Map<string, number>>;

/** What is to be stored: numbers, and who confirmed where many did. */
interface Taken {
  counts: Counts;
  signings: NetworkSigning[];
}

const none = (): Taken => ({
  counts: { all: new Map(), domain: new Map(), place: new Map(), network: new Map() },
  signings: [],
});

/** What is known of a network where more than one confirmed: its step that is not full, and that one was. */
interface Begun {
  number: number;
  /** Until a step is full. */
  signings: string[];
  isLarge: boolean;
}

function add(counts: Map<string, number>, key: string, number: number): void {
  counts.set(key, (counts.get(key) ?? 0) + number);
}

/**
 * What is counted between two flushes is at most what was confirmed meanwhile.
 * @param nameNetwork gives the name under which a network is stored, another one each day
 */
export function createVelocity(
  db: Db,
  clock: () => Date,
  nameNetwork: (network: string) => string,
): Velocity {
  let taken = none();
  let isAlarmed = false;
  // most networks confirm once: nothing is made for them
  const alone = new Map<string, string>();
  const begun = new Map<string, Begun>();
  let hour = hourOf(clock());

  function forgetNetworks(): void {
    alone.clear();
    begun.clear();
  }

  /** @returns undefined for the first one of a network */
  function begunIn(network: string, signing: string): Begun | undefined {
    const known = begun.get(network);
    if (known) return known;
    const first = alone.get(network);
    if (first === undefined) {
      if (alone.size + begun.size >= MOST_NETWORKS) forgetNetworks();
      alone.set(network, signing);
      return undefined;
    }
    alone.delete(network);
    const one = { number: 1, signings: [first], isLarge: false };
    begun.set(network, one);
    return one;
  }

  function countNetwork(network: string, signing: string): void {
    const one = begunIn(network, signing);
    if (!one) return;
    one.number += 1;
    one.signings.push(signing);
    const isFull = one.number === NETWORK_STEP;
    if (!isFull && !one.isLarge) return;
    const name = nameNetwork(network);
    for (const known of one.signings) taken.signings.push({ network: name, signing: known });
    one.signings = [];
    if (!isFull) return;
    one.number = 0;
    one.isLarge = true;
    add(taken.counts.network, name, NETWORK_STEP);
  }

  return {
    count(place, domainKey, network, signing) {
      const { counts } = taken;
      add(counts.all, "everybody", 1);
      add(counts.place, place, 1);
      if (domainKey !== null) {
        add(counts.all, "unlisted", 1);
        add(counts.domain, domainKey, 1);
      }
      if (network !== undefined) countNetwork(network, signing);
    },
    isAlarmed: () => isAlarmed,
    async flush() {
      const now = clock();
      const begins = hourOf(now);
      if (begins !== hour) forgetNetworks();
      hour = begins;
      const stored = taken;
      taken = none();
      try {
        isAlarmed = await store(db, stored, now);
      } catch (error) {
        // where only the answer was lost they are stored twice, and five seconds' worth of it
        for (const kind of kinds)
          stored.counts[kind].forEach((n, key) => add(taken.counts[kind], key, n));
        taken.signings = [...stored.signings, ...taken.signings];
        throw error;
      }
    },
  };
}

const kinds = ["all", "domain", "network", "place"] as const;

/**
 * Rows are locked in key order, so that processes wait for each other and never deadlock.
 * @returns whether an alarm is on
 */
async function store(db: Db, { counts, signings }: Taken, now: Date): Promise<boolean> {
  const rows = kinds.flatMap((kind) =>
    [...counts[kind]].map(([key, count]) => ({ kind, key, count })),
  );
  const slot = new Date(Math.floor(now.getTime() / SLOT) * SLOT);
  await rememberNetworks(db, signings, now);
  const statement = sql<{ alarmed: boolean }>`
    with counted as (
      insert into velocity as v (kind, slot, key, count)
      select kind, ${slot}::timestamptz, key, count
        from unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ key }) => key)}::text[],
                    ${rows.map(({ count }) => count)}::int[]) as g (kind, key, count)
       order by kind, key collate "C"
      on conflict (kind, slot, key) do update set count = v.count + excluded.count
    )
    select exists (select from alarm where ended_at is null) as alarmed`;
  const [row] = await named("velocity", statement).execute(db);
  return row!.alarmed;
}

/**
 * Flushes every five seconds, whether or not something was counted.
 * @param onFault told of the first of several failures in a row
 * @returns ends it, and stores what is left
 */
export function keepFlushing(
  { flush }: Velocity,
  onFault: (error: unknown) => void,
): () => Promise<void> {
  let inHand: Promise<void> | undefined;
  let failed = false;
  const tick = () =>
    (inHand ??= flush()
      .then(
        () => void (failed = false),
        (error: unknown) => {
          if (!failed) onFault(error);
          failed = true;
        },
      )
      .finally(() => (inHand = undefined)));
  const timer = setInterval(() => void tick(), FLUSH_MS).unref();
  return async () => {
    clearInterval(timer);
    await inHand;
    // a database that is away would hold up the end of the process
    if (!failed) await tick();
  };
}
