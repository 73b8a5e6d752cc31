/** A demand in a frame on anybody's page: its title, its count, the way to sign. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { BigCount } from "../../components/count.tsx";
import { SampleLine } from "../../components/sample-line.tsx";
import { labelled } from "../../components/sharing/share-links.ts";
import { Heading } from "../../components/text/heading.tsx";
import { takesSignings } from "../../demands/demand.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

/** Nothing of the site stands around it, and no script. */
export const handle = { isFrame: true };

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, locale, prefix, fields, clock } = context;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const { id, slug, title, lang, count, goal, state, outcome } = demand;
  const isOpen = takesSignings(demand, clock());
  return { id, slug, title, lang, count, goal, state, outcome, isOpen };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.title ?? "" }));

export default function Embed() {
  const demand = useLoaderData<typeof loader>();
  const { words, to, origin, campaign, campaignLang } = useSite();
  const t = words.share;
  const link = labelled(to(href("/demands/:slug", { slug: demand.slug })), "embed");
  return (
    <article className="embed">
      <SampleLine />
      <p className="eyebrow" lang={campaignLang}>
        {campaign}
      </p>
      <Heading text={demand.title} lang={demand.lang} />
      <BigCount demand={demand} />
      <p>
        <a className="button" href={link} target="_blank" rel="noopener">
          {demand.isOpen ? t.open : t.readAt(new URL(origin).host)}
        </a>
      </p>
    </article>
  );
}
