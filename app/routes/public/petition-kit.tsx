/** What is printed to collect handwritten signatures for the House of Commons: sheets, note, rules. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { FindKit } from "../../components/paper/find-kit.tsx";
import { KitSheets } from "../../components/paper/kit-sheets.tsx";
import { Heading } from "../../components/text/heading.tsx";
import { titled } from "../../pages/meta.ts";
import { readKit } from "../../pages/demands/petition-kit.server.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { softenLong } from "../../words/typography/hyphens.ts";
import stylesheet from "../../styles/paper.css?url";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, locale, prefix, fields } = context;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const { slug, title, lang } = demand;
  return { demand: { slug, title, lang }, ...(await readKit(context, demand, request)) };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, ({ kit: t }) => {
    const { sheets, demand } = args.data ?? {};
    const place = sheets ? `${sheets.place.name}: ` : "";
    return { title: `${place}${t.title}: ${demand?.title ?? ""}`, description: t.lead };
  });

export default function PetitionKit() {
  const kit = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const { slug, title, lang } = kit.demand;
  const here = to(href("/demands/:slug/petition-kit", { slug }));
  return (
    <>
      <link rel="stylesheet" href={stylesheet} />
      <div className="not-printed">
        <p className="eyebrow">
          <a href={to(href("/demands/:slug", { slug }))} lang={lang}>
            {softenLong(title)}
          </a>
        </p>
        <Heading look="smaller" text={words.kit.title} />
        <p className="lead">{words.kit.lead}</p>
      </div>
      {kit.sheets ? (
        <KitSheets {...kit.sheets} here={here} />
      ) : (
        <FindKit {...kit.find} here={here} />
      )}
    </>
  );
}
