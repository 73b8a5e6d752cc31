/** From a filled form to a stored signing: finds the place and the demands, then signs. */
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import { type Demand, takesSignings } from "../demands/demand.ts";
import { listDemands } from "../demands/get-demand.server.ts";
import type { Keys } from "../keys.server.ts";
import { HOME } from "../places/country.ts";
import { getArea, getAreaOfPostcode } from "../places/place.server.ts";
import { sign } from "./sign.server.ts";
import type { FilledForm, Problems } from "./wish.ts";

export type Taken =
  | { result: "taken" }
  /** The postcode is not in the table: the signer chooses, or says that they do not know. */
  | { result: "choose-constituency" }
  | { result: "problems"; problems: Problems };

/** Forces' addresses lie in no constituency. */
const isForces = (postcode: string) => postcode.startsWith("BFPO");

async function findPlace(db: Db, form: FilledForm): Promise<string | undefined> {
  if (form.postcode === null) return form.country;
  const area = await getAreaOfPostcode(db, form.postcode);
  if (area) return area.code;
  if (form.constituency === "unknown" || isForces(form.postcode)) return HOME;
  return form.constituency === "" ? undefined : (await getArea(db, form.constituency))?.code;
}

/** @param demand the open demand whose form was sent */
export async function takeForm(
  db: Db,
  keys: Keys,
  demand: Demand,
  form: FilledForm,
  locale: LocaleCode,
  now: Date,
): Promise<Taken> {
  const place = await findPlace(db, form);
  if (place === undefined) {
    return form.constituency === ""
      ? { result: "choose-constituency" }
      : { result: "problems", problems: { constituency: "constituency-choose" } };
  }
  const demands = [demand];
  if (form.also.length > 0) {
    const open = (await listDemands(db, locale)).filter(takesSignings);
    for (const slug of form.also) {
      const other = open.find((candidate) => candidate.slug === slug);
      if (!other) return { result: "problems", problems: { also: "demand-unknown" } };
      if (other.id !== demand.id) demands.push(other);
    }
  }
  const { name, email, postcode, updates } = form;
  const wish = {
    demands: demands.map(({ id, textVersion, title }) => ({ id, textVersion, title })),
    person: { name, address: email.address, postcode },
    place,
    locale,
    updates,
  };
  await sign(db, keys, wish, now);
  return { result: "taken" };
}
