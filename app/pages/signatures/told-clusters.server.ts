/** Clusters with their names and reasons. */
import type { RequestContext } from "../../context.server.ts";
import type { ClusterName, Found } from "../../review/clusters/cluster.ts";
import { idOf } from "../../review/clusters/cluster.ts";
import type { Cluster } from "../../review/clusters/list-clusters.server.ts";
import { listDomainNames } from "../../review/domains/domain-names.server.ts";
import { formatMoment, formatNumber } from "../../words/format.ts";
import { conditionWords } from "../../words/organise/conditions.ts";
import { clusterWords } from "../../words/organise/signatures.ts";
import { NAMED_FROM, placesOf } from "./names.server.ts";
import type { ToldCluster } from "./told.ts";

type Context = Pick<RequestContext, "db" | "keys">;

const n = (value: number) => formatNumber("en", value);
const about = (usual: number) => (usual < 1 ? "none or one" : `about ${n(Math.round(usual))}`);

export async function toldClusters(
  context: Context,
  clusters: readonly Cluster[],
): Promise<ToldCluster[]> {
  const nameOf = await namerOf(context, clusters);
  return clusters.map((one) => ({
    id: idOf(one),
    asked: askedFor(one),
    kind: one.kind,
    name: nameOf(one),
    why: clusterWords[one.kind](n(one.size), about(one.usual)),
    size: one.size,
    standings: one.standings,
    first: one.first,
    last: one.last,
  }));
}

/** The query of its page. */
function askedFor({ from, until }: Pick<Found, "from" | "until">): Record<string, string> {
  return {
    ...(from && { from: from.toISOString() }),
    ...(until && { until: until.toISOString() }),
  };
}

type Sized = ClusterName & { size: number };

/** @param clusters `size`: of fewer a domain is not named */
export async function namerOf(context: Context, clusters: readonly Sized[]) {
  const keysOf = (kind: ClusterName["kind"]) =>
    clusters.filter((one) => one.kind === kind && one.size >= NAMED_FROM).map(({ key }) => key);
  const [domains, places] = await Promise.all([
    listDomainNames(context.db, context.keys, keysOf("domain")),
    placesOf(context, keysOf("place")),
  ]);
  return ({ kind, key, from }: ClusterName): string => {
    switch (kind) {
      case "domain":
        return domains.get(key) ?? "A mail domain whose name is not known";
      case "place":
        return places.get(key) ?? key;
      case "network": {
        const name = conditionWords.network(key);
        return name[0]!.toUpperCase() + name.slice(1);
      }
      case "rate":
        return `From ${formatMoment("en", from!)} on`;
    }
  };
}
