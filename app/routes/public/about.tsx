/** What this is, for people, MPs' offices and programs. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { DemoSources } from "../../components/demo-sources.tsx";
import { ProsePage } from "../../components/prose-page.tsx";
import { titled } from "../../pages/meta.ts";
import { readProse } from "../../pages/prose.server.ts";

export const loader = ({ context }: LoaderFunctionArgs) => readProse(context, "about");

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.title ?? "" }));

export default function About() {
  return (
    <>
      <ProsePage {...useLoaderData<typeof loader>()} />
      <DemoSources />
    </>
  );
}
