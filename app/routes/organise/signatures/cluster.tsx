/** One cluster: what its signatures have in common, in numbers, and what can be done about them. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { AsOf } from "../../../components/organise/signatures/as-of.tsx";
import { DeedButtons } from "../../../components/organise/signatures/deed-buttons.tsx";
import { LookFacts, LookParts } from "../../../components/organise/signatures/look-facts.tsx";
import { SignatureWays } from "../../../components/organise/signatures/ways.tsx";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { answer } from "../../../pages/answers.server.ts";
import { titled } from "../../../pages/meta.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { fieldsOf } from "../../../pages/signatures/read-conditions.ts";
import { readClusterPage } from "../../../pages/signatures/cluster-page.server.ts";
import { href } from "../../../paths.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const page = await readClusterPage(
    context,
    params.cluster ?? "",
    new URL(request.url).searchParams,
  );
  if (!page) throw answer(404);
  return {
    ...page,
    fields: fieldsOf(page.conditions),
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
  };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.name ?? "Cluster" }));

export default function ClusterPage() {
  const { name, why, of, rule, domain, at, look, fields, mayChange } =
    useLoaderData<typeof loader>();
  return (
    <OrganisePage title={name}>
      <SignatureWays />
      <p>
        {why ?? "It is none of the clusters of the last two days."}
        {rule && <span className="tag">{rule === "held" ? "held from now on" : "listed"}</span>}
      </p>
      <div id="look" data-refresh="10">
        <LookFacts look={look} />
        <p className="hint">{of}. Without a beginning, of the last four weeks.</p>
        <AsOf at={at} />
      </div>
      {mayChange && look.number > 0 && <DeedButtons fields={fields} />}
      {mayChange && domain !== undefined && (
        <p>
          <a
            href={`${href("/organise/signatures/domains")}?${new URLSearchParams({ domain })}#rule`}
          >
            Block, hold or list {domain}
          </a>
        </p>
      )}
      <LookParts parts={look.parts} />
    </OrganisePage>
  );
}
