/** What every page says of the site, from the request's context. */
import type { RequestContext } from "../context.server.ts";
import type { Site } from "./site.tsx";

export function siteOf(
  {
    config,
    locale,
    prefix,
    reference,
  }: Pick<RequestContext, "config" | "locale" | "prefix" | "reference">,
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
    reference,
    mailbox: config.mail.transport === "mailbox",
  };
}
