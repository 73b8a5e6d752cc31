/** What the page of a cluster shows, whether or not it still stands out. */
import type { RequestContext } from "../../context.server.ts";
import {
  conditionsOf,
  type ClusterName,
  idOf,
  readCluster,
} from "../../review/clusters/cluster.ts";
import { getRule } from "../../review/domains/rules.server.ts";
import { nameConditions } from "./names.server.ts";
import { namerOf, toldClusters } from "./told-clusters.server.ts";
import { toldLook } from "./told-look.server.ts";

type Context = Pick<RequestContext, "db" | "keys" | "looks" | "clock">;

const HOUR = 3_600_000;
/** Of a place and a network only what came lately is meant, unless it is said. */
const LATELY = 48 * HOUR;

/** @returns undefined for a path that names none */
export async function readClusterPage(context: Context, id: string, asked: URLSearchParams) {
  const named = readCluster(id, asked);
  if (!named) return undefined;
  const cluster = bounded(named, context.clock());
  const conditions = conditionsOf(cluster);
  const [{ at, value }, { value: clusters }] = await Promise.all([
    context.looks.signatures(conditions),
    context.looks.clusters(),
  ]);
  const known = clusters.find((one) => idOf(one) === idOf(cluster));
  const [told] = await toldClusters(context, known ? [known] : []);
  const nameOf = await namerOf(context, [{ ...cluster, size: value.number }]);
  const name = nameOf(cluster);
  const isDomain = cluster.kind === "domain";
  return {
    name,
    why: told?.why,
    of: await nameConditions(context, conditions, value.number),
    rule: isDomain ? await getRule(context.db, cluster.key) : undefined,
    domain: isDomain && name.includes(".") ? name : undefined,
    conditions,
    at,
    look: await toldLook(context, value),
  };
}

function bounded(cluster: ClusterName, now: Date): ClusterName {
  if (cluster.from || (cluster.kind !== "place" && cluster.kind !== "network")) return cluster;
  // by the hour, so that who asks again is shown the same
  const from = Math.floor((now.getTime() - LATELY) / HOUR) * HOUR;
  return { ...cluster, from: new Date(from) };
}
