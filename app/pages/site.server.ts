/** What every page says of the site, from the request's context. */
import type { RequestContext } from "../context.server.ts";
import type { Site } from "./site.tsx";

export function siteOf(
  {
    config,
    locale,
    prefix,
    reference,
    refusal,
    organiser,
  }: Pick<RequestContext, "config" | "locale" | "prefix" | "reference" | "refusal" | "organiser">,
  request: Request,
): Site {
  const { pathname, search } = new URL(request.url);
  const path = request.method === "GET" ? pathname + search : pathname;
  return {
    locale,
    prefix,
    // what was refused is no place to go to in another language
    path: refusal === undefined ? path : "/",
    origin: config.origin,
    campaign: config.campaign.name,
    demo: config.demo,
    reference,
    role: organiser?.role,
    mailbox: config.mail.transport === "mailbox",
  };
}
