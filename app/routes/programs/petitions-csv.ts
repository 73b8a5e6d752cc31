/** All petitions that were asked for, with their totals, as CSV. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { toCsv } from "../../pages/csv.ts";
import { csvAnswer } from "../../pages/json.server.ts";
import { listPetitions, PETITION_HEADS } from "../../pages/petition-list.server.ts";
import { href } from "../../paths.ts";
import { filter } from "../../words/typed/query.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { petitions, changed } = await listPetitions(context, request, filter);
  const rows = petitions.map(({ id, title, state, count }) => {
    // programs read the id from the end of it, or add `.json` to it
    const url = context.config.origin + href("/petitions/:file", { file: id });
    return [title, url, state, count];
  });
  return csvAnswer(toCsv([PETITION_HEADS, ...rows]), { changed });
}
