/** Spread the word: links, the server to ask for, a poster, what to show elsewhere. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { EmbedCodes } from "../../components/sharing/embed-codes.tsx";
import { MastodonForm } from "../../components/sharing/mastodon-form.tsx";
import { Share } from "../../components/share.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { readQuery, share } from "../../words/typed/query.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, locale, prefix, fields } = context;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const { slug, title, lang } = demand;
  const asked = readQuery(share, new URL(request.url).searchParams);
  return { slug, title, lang, server: asked.get("server") ?? "" };
}

export const meta: MetaFunction = (args) => titled(args, (words) => ({ title: words.share.title }));

export default function SharePage() {
  const { slug, title, lang, server } = useLoaderData<typeof loader>();
  const { words, to, origin } = useSite();
  const t = words.share;
  const path = to(href("/demands/:slug", { slug }));
  return (
    <StepsPage
      title={t.title}
      lead={
        <a href={path} lang={lang}>
          {softenLong(title)}
        </a>
      }
    >
      <Share slug={slug} title={title} text={title} />
      <section id="mastodon">
        <h2>{t.mastodon}</h2>
        <MastodonForm shared={{ url: origin + path, text: title }} server={server} />
      </section>
      <section>
        <h2>{t.poster}</h2>
        <p>{t.posterLead}</p>
        <p>
          <a className="button" href={to(href("/demands/:slug/poster", { slug }))}>
            {t.posterLink}
          </a>
        </p>
      </section>
      <section>
        <h2>{t.embed}</h2>
        <EmbedCodes slug={slug} title={title} />
      </section>
    </StepsPage>
  );
}
