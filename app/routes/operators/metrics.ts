/** Figures for Prometheus: to this machine, or to who has the token, and never through a proxy. */
import { timingSafeEqual } from "node:crypto";

import type { LoaderFunctionArgs } from "@remix-run/node";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { metrics, config, isThisMachine, isForwarded, tellRefused } = context;
  const given = request.headers.get("authorization") ?? "";
  if (isForwarded || !(isThisMachine || isToken(given, config.metricsToken))) {
    tellRefused("figures", {
      why: isForwarded ? "forwarded" : given === "" ? "no token" : "token",
    });
    return new Response("not allowed\n", { status: 403 });
  }
  return new Response(await metrics.read(), { headers: { "Content-Type": metrics.type } });
}

function isToken(given: string, token: string | undefined): boolean {
  const wanted = Buffer.from(`Bearer ${token ?? ""}`);
  const got = Buffer.from(given);
  return token !== undefined && got.length === wanted.length && timingSafeEqual(got, wanted);
}
