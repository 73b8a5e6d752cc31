/**
 * A signing as a Remix action usually takes it, each in a transaction of its own: what
 * `remix vite:build` makes, with one route, for `remix-serve`.
 */
import { type ActionFunctionArgs, redirect, type ServerBuild } from "@remix-run/node";

import { storeSignings } from "#app/signatures/sign.server.ts";
import { connect } from "#db/connection.ts";

import { readPosted } from "./people.ts";

const { db } = connect(process.env["DATABASE_URL"]!);

async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  const slug = params["slug"]!;
  const signing = readPosted(slug, await request.text());
  if (!signing) return new Response(null, { status: 422 });
  const [outcome] = await db.transaction().execute((tx) => storeSignings(tx, [signing]));
  if (outcome !== "taken") return new Response(null, { status: 422 });
  return redirect(`/demands/${slug}/check-your-inbox`, 303);
}

const build: ServerBuild = {
  mode: "production",
  entry: { module: { default: () => new Response(null, { status: 500 }) } },
  routes: {
    sign: {
      id: "sign",
      path: "demands/:slug/sign",
      module: { action, default: () => null },
    },
  },
  assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "" },
  publicPath: "/",
  assetsBuildDirectory: "build/client",
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_lazyRouteDiscovery: true,
  },
  isSpaMode: false,
};

export const { mode, entry, routes, assets, publicPath, assetsBuildDirectory, future, isSpaMode } =
  build;
