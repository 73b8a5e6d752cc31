/** The routes, as Remix takes them, from the table of paths. */
import { index, type RouteConfig, route } from "@remix-run/route-config";

import { paths } from "./paths.ts";

export default Object.entries(paths).map(([pattern, { file }]) =>
  pattern === "/" ? index(`routes/${file}`) : route(pattern.slice(1), `routes/${file}`),
) satisfies RouteConfig;
