/** Where to tell of a weakness (RFC 9116). */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { jsonProblem, programAnswer } from "../../pages/json.server.ts";
import { href } from "../../paths.ts";
import { locales } from "../../words/locale.ts";

export function loader({ context }: LoaderFunctionArgs) {
  const { config, campaign, clock } = context;
  const { email } = campaign.now();
  if (email === undefined) throw jsonProblem(404, "No address is known yet.");
  const now = clock();
  // within a year, as the RFC asks, and the same for a month
  const expires = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 11, 1));
  const lines = [
    `Contact: mailto:${email}`,
    `Expires: ${expires.toISOString()}`,
    `Preferred-Languages: ${locales.join(", ")}`,
    `Canonical: ${config.origin}${href("/.well-known/security.txt")}`,
  ];
  return programAnswer(`${lines.join("\n")}\n`, "text/plain; charset=utf-8");
}
