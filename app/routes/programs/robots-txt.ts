/** What crawlers may read. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { programAnswer } from "../../pages/json.server.ts";
import { robotsTxt } from "../../pages/robots.ts";
import { locales } from "../../words/locale.ts";

export const loader = ({ context }: LoaderFunctionArgs) =>
  programAnswer(robotsTxt(locales, context.config.origin), "text/plain; charset=utf-8");
