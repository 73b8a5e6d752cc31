/** Clusters of signatures, as they form. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { AsOf } from "../../../components/organise/signatures/as-of.tsx";
import { ClusterTable } from "../../../components/organise/signatures/cluster-table.tsx";
import { SignatureWays } from "../../../components/organise/signatures/ways.tsx";
import { titled } from "../../../pages/meta.ts";
import { toldClusters } from "../../../pages/signatures/told-clusters.server.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { at, value } = await context.looks.clusters();
  return { at, clusters: await toldClusters(context, value) };
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Clusters" }));

export default function Clusters() {
  const { at, clusters } = useLoaderData<typeof loader>();
  return (
    <OrganisePage title="Clusters">
      <SignatureWays />
      <p className="hint">
        Many signatures of the last two days that have one thing in common: an email domain, a
        place, a network, a few minutes. That alone is no proof: a firm’s staff, a rally and a bus
        of students look the same. Nobody is named here, and how names are spelt is never looked at.
      </p>
      <div id="clusters" data-refresh="15">
        {clusters.length === 0 ? <p>Nothing stands out.</p> : <ClusterTable clusters={clusters} />}
        <AsOf at={at} />
      </div>
    </OrganisePage>
  );
}
