/** One demand: its words, its count, the form, and what became of it. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { DemandArticle } from "../../components/demand/demand-article.tsx";
import { takesSignings } from "../../demands/demand.ts";
import { readArticle } from "../../pages/demands/article.server.ts";
import { describeDemand } from "../../pages/demands/describe.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, clock, locale, prefix, fields, countWords, areas } = context;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const isOpen = takesSignings(demand, clock());
  return readArticle({ db, clock, locale, prefix, countWords, areas }, demand, isOpen);
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, (words, site) =>
    args.data ? describeDemand(args.data.demand, words, site) : { title: "" },
  );

export default function DemandPage() {
  return <DemandArticle {...useLoaderData<typeof loader>()} />;
}
