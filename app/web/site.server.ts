/** What every page says of the site, from the request's context. */
import type { RequestContext } from "../context.server.ts";
import type { Site } from "./site.tsx";

export function siteOf(
  { config, locale, prefix }: Pick<RequestContext, "config" | "locale" | "prefix">,
  request: Request,
): Site {
  const { pathname, search } = new URL(request.url);
  return {
    locale,
    prefix,
    path: request.method === "GET" ? pathname + search : pathname,
    origin: config.origin,
    campaign: config.campaign.name,
    demo: config.demo,
    mailbox: config.mail.transport === "mailbox",
  };
}
