/** Looks at signatures that organisers' pages share for some seconds. */
import type { Db } from "#db/connection.ts";

import type { Conditions } from "./bulk/bulk.ts";
import { type Cluster, listClusters } from "./clusters/list-clusters.server.ts";
import { type Look, lookAt } from "./clusters/look.server.ts";
import { type Dated, keptLook } from "#db/kept-look.ts";
import { type AskedNumbers, countNumbers, type Numbers } from "./numbers/count-numbers.server.ts";

export interface Looks {
  clusters: () => Promise<Dated<Cluster[]>>;
  signatures: (conditions: Conditions) => Promise<Dated<Look>>;
  numbers: (asked: AskedNumbers) => Promise<Dated<Numbers>>;
}

/** How long each stands, in milliseconds. */
const CLUSTERS_KEPT = 10_000;
const LOOK_KEPT = 5_000;
const NUMBERS_KEPT = 15_000;

export function createLooks(db: Db, clock: () => Date): Looks {
  const clusters = keptLook(
    clock,
    CLUSTERS_KEPT,
    () => "",
    (_: void, now) => listClusters(db, now),
  );
  return {
    clusters,
    signatures: keptLook(
      clock,
      LOOK_KEPT,
      (conditions: Conditions) => JSON.stringify(conditions),
      (conditions, now) => lookAt(db, conditions, now),
    ),
    numbers: keptLook(
      clock,
      NUMBERS_KEPT,
      ({ by, demand }: AskedNumbers) => `${by} ${demand ?? ""}`,
      (asked, now) => countNumbers(db, asked, now),
    ),
  };
}
