/** What clusters and conditions are called where organisers read of them. */
import type { RequestContext } from "../../context.server.ts";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { listAreas } from "../../places/place.server.ts";
import type { Conditions } from "../../review/bulk/bulk.ts";
import { listDomainNames } from "../../review/domains/domain-names.server.ts";
import { namePlaces } from "../../signatures/name-places.server.ts";
import { conditionWords as t } from "../../words/organise/conditions.ts";

type Context = Pick<RequestContext, "db" | "keys">;

/** Of fewer a domain may be one person's own, so its name is not told, nor is what they have in common. */
export const NAMED_FROM = 5;

/** English titles by id. */
export async function titlesOf({ db }: Context, ids: readonly number[]) {
  const demands = await listDemandsById(db, ids, "en");
  return new Map(demands.map(({ id, title }) => [id, title]));
}

/** English names by code. */
export async function placesOf({ db }: Context, codes: readonly string[]) {
  const places = codes.map((place) => ({ place, count: 0 }));
  return new Map((await namePlaces(db, places, "en")).map(({ place, name }) => [place, name]));
}

/** @param number of signatures that are meant; null where it is not known */
export async function nameConditions(
  context: Context,
  conditions: Conditions,
  number: number | null,
): Promise<string> {
  const { domain, place, demand } = conditions;
  const domains = await listDomainNames(
    context.db,
    context.keys,
    domain !== undefined && (number ?? 0) >= NAMED_FROM ? [domain] : [],
  );
  const titles = await titlesOf(context, demand === undefined ? [] : [demand]);
  const places = await placesOf(context, place === undefined ? [] : [place]);
  return t.all(conditions, {
    domain: domains.get(domain ?? ""),
    place: places.get(place ?? ""),
    demand: titles.get(demand ?? 0),
  });
}

/** Every constituency, to choose from. */
export async function listPlaceChoices({ db }: Context) {
  const areas = await listAreas(db);
  return areas.map(({ code, name }) => ({ value: code, label: name }));
}
