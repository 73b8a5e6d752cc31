/** A demand's page as everybody will see it, in each language, before it is opened. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { DemandArticle } from "../../../components/demand/demand-article.tsx";
import { listDemandsById } from "../../../demands/get-demand.server.ts";
import { answer } from "../../../pages/answers.server.ts";
import { readArticle } from "../../../pages/demands/article.server.ts";
import { requireKept } from "../../../pages/demands/demand-form.server.ts";
import { titled } from "../../../pages/meta.ts";
import { SiteProvider, useSite } from "../../../pages/site.tsx";
import { href } from "../../../paths.ts";
import { locales } from "../../../words/locale.ts";
import { languageNames, stateNames } from "../../../words/organise/demands.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db, clock, countWords, areas } = context;
  const { id, state } = await requireKept(context, params.id);
  const wished = new URL(request.url).searchParams.get("lang");
  const locale = locales.find((one) => one === wished) ?? "en";
  const [demand] = await listDemandsById(db, [id], locale);
  if (!demand) throw answer(404);
  const prefix = locale === "en" ? "" : `/${locale}`;
  const isOpen = state === "draft" || state === "open";
  const article = await readArticle(
    { db, clock, locale, prefix, countWords, areas },
    demand,
    isOpen,
  );
  return { id, state, locale, prefix, article };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: `How it looks: ${args.data?.article.demand.title ?? ""}` }));

export default function PreviewDemand() {
  const { id, state, locale, prefix, article } = useLoaderData<typeof loader>();
  const site = useSite();
  const here = href("/organise/demands/:id/preview", { id });
  return (
    <>
      <nav aria-label="Preview" lang="en" className="note">
        <p>
          <b>{stateNames[state]}.</b> This is how its page looks; nothing can be sent from here.{" "}
          <a href={href("/organise/demands/:id", { id })}>Back to the demand</a>
        </p>
        <ul className="filters">
          {locales.map((one) => (
            <li key={one}>
              <a href={`${here}?lang=${one}`} aria-current={one === locale ? "true" : undefined}>
                {languageNames[one]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <SiteProvider value={{ ...site, locale, prefix }}>
        <fieldset disabled lang={locale}>
          <DemandArticle {...article} />
        </fieldset>
      </SiteProvider>
    </>
  );
}
