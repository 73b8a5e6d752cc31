/** What is kept of signers, how long, and what they can ask. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { ProsePage } from "../../components/prose-page.tsx";
import { titled } from "../../pages/meta.ts";
import { readProse } from "../../pages/prose.server.ts";

export const loader = ({ context }: LoaderFunctionArgs) => readProse(context, "privacy");

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.title ?? "" }));

export default function Privacy() {
  return <ProsePage {...useLoaderData<typeof loader>()} />;
}
