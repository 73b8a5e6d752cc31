/** The poster of a demand, as it is printed. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { PosterSheet } from "../../components/sharing/poster-sheet.tsx";
import { takesSignings } from "../../demands/demand.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, locale, prefix, fields, clock } = context;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const { slug, title, summary, lang } = demand;
  return { slug, title, summary, lang, isOpen: takesSignings(demand, clock()) };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.title ?? "" }));

export default function Poster() {
  const demand = useLoaderData<typeof loader>();
  const { words } = useSite();
  return (
    <>
      <div className="poster-hint">
        <p className="hint">{words.share.posterHint}</p>
        <button type="button" data-print hidden>
          {words.share.print}
        </button>
      </div>
      <PosterSheet demand={demand} />
    </>
  );
}
