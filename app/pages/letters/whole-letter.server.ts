/** A letter as it was written, with the constituencies among which a copy is looked for. */
import { redirect } from "@remix-run/node";

import type { RequestContext } from "../../context.server.ts";
import type { PublishedLetter } from "../../letters/published.server.ts";
import { listSentPlaces } from "../../letters/public/sent-places.server.ts";
import { getAreaOfPostcode } from "../../places/place.server.ts";
import { readPostcode } from "../../places/postcode.ts";
import { hrefOfCopy } from "../../paths.ts";
import { readList, requirePage } from "../list-page.server.ts";

/** @throws the way to the copy, where what is looked for is one constituency alone */
export async function readWholeLetter(
  { reads: db, prefix }: Pick<RequestContext, "reads" | "prefix">,
  { letter, heading, demands, counts }: PublishedLetter,
  request: Request,
) {
  const { id, body, state, countedAt, rehearsal } = letter;
  const asked = readList(request);
  const postcode = readPostcode(asked.q);
  const area = postcode && (await getAreaOfPostcode(db, postcode));
  const toCopy = (code: string) => redirect(prefix + hrefOfCopy(id, code), 303);
  if (area) throw toCopy(area.code);
  const ids = demands.map((demand) => demand.id);
  const places = await listSentPlaces(db, id, ids);
  const { list, rows } = requirePage(asked, places, ({ name, nameCy, member }) => {
    return [name, nameCy, member];
  });
  if (asked.q !== "" && list.all === 1) throw toCopy(rows[0]!.code);
  return {
    letter: { id, heading, body, state, countedAt, rehearsal },
    demands,
    counts,
    list,
    places: rows.map(({ code, name, counts }) => ({ code, name, counts })),
  };
}
