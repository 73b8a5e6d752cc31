/** A signing as a Remix action usually takes it: each in a transaction of its own. */
import http from "node:http";

import {
  type ActionFunctionArgs,
  createRequestHandler,
  redirect,
  type ServerBuild,
} from "@remix-run/node";
import { createRequestListener } from "@remix-run/node-fetch-server";

import { storeSignings } from "#app/signatures/sign.server.ts";
import { connect, type Db } from "#db/connection.ts";

import { answerWith, listen } from "./child.ts";
import { readPosted } from "./people.ts";
import type { PostQuestion } from "./reference-post.ts";

async function sign(db: Db, { request, params }: ActionFunctionArgs): Promise<Response> {
  const slug = params["slug"]!;
  const signing = readPosted(slug, await request.text());
  if (!signing) return new Response(null, { status: 422 });
  const [outcome] = await db.transaction().execute((tx) => storeSignings(tx, [signing]));
  if (outcome !== "taken") return new Response(null, { status: 422 });
  return redirect(`/demands/${slug}/check-your-inbox`, 303);
}

/** What `remix vite:build` makes, with one route. */
const buildOf = (db: Db): ServerBuild => ({
  mode: "production",
  entry: { module: { default: () => new Response(null, { status: 500 }) } },
  routes: {
    sign: {
      id: "sign",
      path: "demands/:slug/sign",
      module: { action: (args) => sign(db, args), default: () => null },
    },
  },
  assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "" },
  publicPath: "/",
  assetsBuildDirectory: "",
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_lazyRouteDiscovery: true,
  },
  isSpaMode: false,
});

/** Answers with the port. */
answerWith<PostQuestion, number>(({ databaseUrl }) => {
  const remix = createRequestHandler(buildOf(connect(databaseUrl).db), "production");
  const listener = createRequestListener((request) => {
    const headers = new Headers(request.headers);
    // Remix compares it with a header that this listener does not set
    headers.delete("origin");
    const { method, body } = request;
    return remix(new Request(request.url, { method, headers, body, duplex: "half" }));
  });
  return listen(http.createServer((request, response) => void listener(request, response)));
});
