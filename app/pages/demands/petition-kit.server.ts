/** What the kit of a demand's petition on paper is made from, for one constituency or to find it. */
import { redirect } from "@remix-run/node";

import { nameIn } from "../../campaign/campaign.ts";
import type { RequestContext } from "../../context.server.ts";
import type { Demand } from "../../demands/demand.ts";
import { getPaper } from "../../demands/paper/get-paper.server.ts";
import { petitionOf } from "../../demands/paper/petition.ts";
import { houseAddress } from "../../members/house-address.ts";
import { getSeat } from "../../members/seats.server.ts";
import { commons } from "../../places/area.ts";
import { getArea, getAreaOfPostcode, listAreas } from "../../places/place.server.ts";
import { readPostcode } from "../../places/postcode.ts";
import { href } from "../../paths.ts";
import { answer } from "../answers.server.ts";
import { readList, requirePage } from "../list-page.server.ts";

type Context = Pick<RequestContext, "reads" | "prefix" | "campaign" | "config">;

/** So many are a few screens of a phone. */
const MOST = 40;

const kitOf = (prefix: string, slug: string, code: string) =>
  `${prefix}${href("/demands/:slug/petition-kit", { slug })}?constituency=${code}`;

/** @throws the 404 page where the demand says nothing on paper, or the place sends nobody to the Commons */
export async function readKit(context: Context, { id, slug }: Demand, request: Request) {
  const { reads: db } = context;
  const paper = await getPaper(db, id);
  if (paper.requests === "") throw answer(404);
  const code = new URL(request.url).searchParams.get("constituency");
  if (!code) return { find: await findPlace(context, slug, request) };
  const [area, seat] = await Promise.all([getArea(db, code), getSeat(db, code)]);
  if (area?.legislature_id !== commons.id) throw answer(404);
  const campaign = context.campaign.now();
  return {
    sheets: {
      place: { code: area.code, name: area.name },
      text: petitionOf(area.name, paper),
      member: seat?.member?.fullTitle,
      house: houseAddress(area.legislature_id),
      from: {
        name: nameIn(campaign, "en", new URL(context.config.origin).host).name,
        address: campaign.address,
        email: campaign.email,
      },
    },
  };
}

/** @throws the way to the kit, where what is looked for is one constituency alone */
async function findPlace({ reads: db, prefix }: Context, slug: string, request: Request) {
  const asked = readList(request);
  const postcode = readPostcode(asked.q);
  const area = postcode && (await getAreaOfPostcode(db, postcode));
  const toKit = (code: string) => redirect(kitOf(prefix, slug, code), 303);
  if (area) throw toKit(area.code);
  const places = asked.q === "" ? [] : await listAreas(db);
  const { list, rows } = requirePage({ ...asked, page: 1 }, places, ({ name }) => [name], MOST);
  if (list.all === 1) throw toKit(rows[0]!.code);
  return { q: list.q, places: rows };
}
