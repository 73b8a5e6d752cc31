/** What is told of a mailed link that confirms nothing any more. */
import { listTitlesAsked } from "#emails/kept.ts";

import type { RequestContext } from "../../context.server.ts";
import type { Demand } from "../../demands/demand.ts";
import { listDemands, listOpenByTitle } from "../../demands/get-demand.server.ts";

/** @param signing whose demands are offered again, as far as anything still tells which they were */
export async function readEnded(
  { db, locale }: Pick<RequestContext, "db" | "locale">,
  why: "expired" | "gone",
  signing?: string,
) {
  const titles = signing === undefined ? [] : await listTitlesAsked(db, signing);
  const [asked, open] = await Promise.all([
    listOpenByTitle(db, titles, locale),
    listDemands(db, locale, { state: "open" }),
  ]);
  return { why, asked: asked.map(listed), open: open.map(listed) };
}

const listed = ({ slug, title, lang, count }: Demand) => ({ slug, title, lang, count });
