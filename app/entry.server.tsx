/** Renders a page to one string: public pages carry no framework, so there is nothing to stream to. */
import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";

import type { RequestContext } from "./context.server.ts";
import { describeFault, makeReference } from "./fault.server.ts";
import { DEMAND_HEADER } from "./host/headers.server.ts";
import { siteOf } from "./pages/site.server.ts";
import { SiteProvider } from "./pages/site.tsx";
import { ScriptProvider } from "./components/script.tsx";

declare module "@remix-run/node" {
  interface AppLoadContext extends RequestContext {}
  interface Future {
    v3_singleFetch: true;
  }
}

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Response {
  const page = renderToString(
    <ScriptProvider value={remix.manifest.entry.module}>
      <SiteProvider value={siteOf(context, request)}>
        <RemixServer context={remix} url={request.url} />
      </SiteProvider>
    </ScriptProvider>,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  const params = remix.staticHandlerContext.matches.at(-1)?.params;
  // browsers send no Origin with a form of a page without a referrer, so that is for pages without one
  if (params?.["token"] !== undefined && !page.includes("<form"))
    headers.set("Referrer-Policy", "no-referrer");
  const slug = params?.["slug"];
  if (slug !== undefined && status === 200) headers.set(DEMAND_HEADER, slug);
  // bytes, for of a text Response looks at every character first
  return new Response(Buffer.from(`<!doctype html>${page}`), { status, headers });
}

/**
 * Faults are logged with what failed, never with what was sent, under the reference that the page
 * shows. While the database is away that is said instead, and the page is that of a 503.
 */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  context.isAway = context.tellAway(error);
  if (context.isAway) return;
  context.reference = makeReference();
  context.log.error(
    {
      method: request.method,
      reference: context.reference,
      route: new URL(request.url).pathname.split("/")[1],
      ...describeFault(error),
    },
    "a page failed",
  );
}
