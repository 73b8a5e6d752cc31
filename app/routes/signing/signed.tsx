/** Thanks, sharing, what next: the same page for everybody. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { DemandList } from "../../components/after/demand-list.tsx";
import { OneOf } from "../../components/after/one-of.tsx";
import { YourPlace } from "../../components/after/your-place.tsx";
import { Share } from "../../components/share.tsx";
import { Steps, StepsPage } from "../../components/steps-page.tsx";
import { listDemands } from "../../demands/get-demand.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const demand = await requireDemand(context, params.slug, request);
  const { id, slug, title, lang, count, goal, state, outcome } = demand;
  const open = await listDemands(context.db, context.locale, { state: "open" });
  return {
    demand: { id, slug, title, lang, count, goal, state, outcome },
    others: open
      .filter((other) => other.id !== id)
      .map(({ slug, title, lang, count }) => ({ slug, title, lang, count })),
  };
}

export const meta: MetaFunction = (args) =>
  titled(args, (words) => ({ title: words.signed.title }));

export default function Signed() {
  const { demand, others } = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const t = words.signed;
  return (
    <StepsPage title={t.title} lead={<span lang={demand.lang}>{softenLong(demand.title)}</span>}>
      <OneOf demand={demand} />
      <h2>{t.share}</h2>
      <Share slug={demand.slug} title={demand.title} />
      <YourPlace id={demand.id} />
      <DemandList title={words.demand.others} demands={others} />
      <h2>{t.next}</h2>
      <Steps steps={t.steps} />
      <p>
        <a href={to(href("/manage"))}>{words.footer.manage}</a>
      </p>
    </StepsPage>
  );
}
