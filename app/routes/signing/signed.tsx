/** Thanks, sharing, what next. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { BigCount } from "../../components/count.tsx";
import { Share } from "../../components/share.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
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
      .map(({ slug, title, lang }) => ({ slug, title, lang })),
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
      <BigCount demand={demand} />
      <h2>{t.share}</h2>
      <Share slug={demand.slug} title={demand.title} />
      <h2>{t.next}</h2>
      <ol className="steps">
        {t.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>
        <a href={to(href("/constituencies"))}>{t.writeTo}</a>
      </p>
      <p>
        <a href={to(href("/manage"))}>{words.footer.manage}</a>
      </p>
      {others.length > 0 && (
        <>
          <h2>{words.demand.others}</h2>
          <ul>
            {others.map((other) => (
              <li key={other.slug}>
                <a
                  href={to(`${href("/demands/:slug", { slug: other.slug })}#sign`)}
                  lang={other.lang}
                >
                  {other.title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </StepsPage>
  );
}
