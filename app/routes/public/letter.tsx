/** One letter as the public sees it: a member's copy where a constituency is asked for, else the whole. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { CopyPage } from "../../components/letters/copy-page.tsx";
import { WholeLetter } from "../../components/letters/whole-letter.tsx";
import { getPublished } from "../../letters/published.server.ts";
import { answer } from "../../pages/answers.server.ts";
import { readCopyPage } from "../../pages/letters/copy-page.server.ts";
import { readWholeLetter } from "../../pages/letters/whole-letter.server.ts";
import { titled } from "../../pages/meta.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const published = await getPublished(context.reads, params.id, context.locale);
  if (!published) throw answer(404);
  const code = new URL(request.url).searchParams.get("constituency");
  return code
    ? { one: await readCopyPage(context, published, code) }
    : { whole: await readWholeLetter(context, published, request) };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, ({ letters: t }) => {
    const { one, whole } = args.data ?? {};
    const { heading = t.title, rehearsal } = (one ?? whole)?.letter ?? {};
    const title = one ? `${one.area.name}: ${heading}` : heading;
    return { title, description: rehearsal ? t.rehearsal : t.lead };
  });

export default function PublicLetter() {
  const { one, whole } = useLoaderData<typeof loader>();
  return one ? <CopyPage {...one} /> : <WholeLetter {...whole} />;
}
