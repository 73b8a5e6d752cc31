/** The tiles of the overview alone, for the page that renews them. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { renderToStaticMarkup } from "react-dom/server";

import { FigureTiles } from "../../components/organise/overview/figures.tsx";
import { getFigures } from "../../organisers/figures.server.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const figures = await getFigures(context.db, context.clock());
  return new Response(renderToStaticMarkup(<FigureTiles figures={figures} />), {
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}
