/** The image of a demand that networks show beside its link, with the count of a minute ago at most. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { cardOf } from "../../demands/card/card-words.ts";
import { nameIn } from "../../campaign/campaign.ts";
import { answer } from "../../pages/answers.server.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { card, readQuery } from "../../words/typed/query.ts";
import { isLocale } from "../../words/locale.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { reads: db, prefix, fields, config, campaign, clock } = context;
  const lang = readQuery(card, new URL(request.url).searchParams).get("lang") ?? "";
  const locale = isLocale(lang) ? lang : context.locale;
  const demand = await requireDemand({ db, locale, prefix, fields }, params.slug, request);
  const { host } = new URL(config.origin);
  const { name } = nameIn(campaign.now(), locale, host);
  const said = cardOf(demand, { locale, campaign: name, host }, clock());
  const png = await context.cards.give(`${demand.id} ${locale}`, said);
  if (!png) throw answer(503, { "Retry-After": "10" });
  return new Response(new Uint8Array(png), {
    headers: {
      "Content-Type": "image/png",
      "Cache-Control": "max-age=60, public, stale-while-revalidate=600, stale-if-error=86400",
      // other sites show it
      "Cross-Origin-Resource-Policy": "cross-origin",
      ...(prefix === "" && lang === "" && { Vary: "Accept-Language" }),
    },
  });
}
