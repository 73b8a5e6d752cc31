/** How this site can be used by everyone. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { ProsePage } from "../../components/prose-page.tsx";
import { titled } from "../../pages/meta.ts";
import { readProse } from "../../pages/prose.server.ts";

export const loader = ({ context }: LoaderFunctionArgs) => readProse(context, "accessibility");

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.title ?? "" }));

export default function Accessibility() {
  return <ProsePage {...useLoaderData<typeof loader>()} />;
}
