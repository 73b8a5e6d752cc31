/** What every page says of the site, from the request's context. */
import { nameIn } from "../campaign/campaign.ts";
import type { RequestContext } from "../context.server.ts";
import { matchPath } from "../host/match-path.ts";
import { readQuery } from "../words/typed/query.ts";
import type { Site } from "./site.tsx";

export function siteOf(
  {
    config,
    campaign,
    locale,
    prefix,
    reference,
    refusal,
    organiser,
  }: Pick<
    RequestContext,
    "config" | "campaign" | "locale" | "prefix" | "reference" | "refusal" | "organiser"
  >,
  request: Request,
): Site {
  const { pathname, search } = new URL(request.url);
  const path = request.method === "GET" ? pathname + search : pathname;
  const { name, lang } = nameIn(campaign.now(), locale, new URL(config.origin).host);
  return {
    locale,
    prefix,
    // what was refused is no place to go to in another language
    path: refusal === undefined ? path : "/",
    origin: config.origin,
    canonical: refusal === undefined ? canonicalOf(pathname, search) : undefined,
    campaign: name,
    campaignLang: lang,
    demo: config.demo,
    sample: campaign.hasSample(),
    reference,
    role: organiser?.role,
    mailbox: config.mail.transport === "mailbox",
  };
}

function canonicalOf(pathname: string, search: string): string | undefined {
  const { row } = matchPath(pathname);
  if (row.audience !== "everybody" || row.robots === "noindex") return undefined;
  const asked = readQuery(row.query ?? {}, new URLSearchParams(search));
  return asked.size > 0 ? `${pathname}?${asked}` : pathname;
}

/** What programs are told of the site; in English. */
export function programsSite({ config, campaign }: Pick<RequestContext, "config" | "campaign">) {
  const { origin } = config;
  return { origin, campaign: nameIn(campaign.now(), "en", new URL(origin).host) };
}
