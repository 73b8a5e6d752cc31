/** A demand's signatures by country, constituency and region, places with fewer than five left out. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { PetitionPlaces } from "../demands/petition-json.ts";
import { countryName, HOME } from "../places/country.ts";
import { SHOWN_FROM } from "../places/shown.ts";

/** Letters that petition.parliament.uk gives to regions in its JSON. */
const regionLetters: Record<string, string> = {
  E12000001: "A",
  E12000002: "B",
  E12000003: "D",
  E12000004: "E",
  E12000005: "F",
  E12000006: "G",
  E12000007: "H",
  E12000008: "J",
  E12000009: "K",
  W92000004: "L",
  S92000003: "M",
  N92000002: "N",
};

interface Region {
  name: string;
  /** Signatures of the constituencies that are shown, and of those that are too small to be. */
  open: number;
  hidden: number;
  /** Constituencies that are not shown, those that nobody signed in among them. */
  hiddenSeats: number;
}

/**
 * A region's total, or the sum of what is shown where the rest would tell the number of one place:
 * of the only one that is hidden, or of each when none of them can hold more.
 */
const totalOf = ({ open, hidden, hiddenSeats }: Region): number =>
  hiddenSeats > 1 && hidden < hiddenSeats * (SHOWN_FROM - 1) ? open + hidden : open;

const { compare } = new Intl.Collator("en");

export async function getPetitionPlaces(db: Db, demandId: number): Promise<PetitionPlaces> {
  const { rows } = await sql<{
    place: string;
    signature_count: number;
    name: string | null;
    region_code: string | null;
    region: string | null;
    mp: string | null;
    seats: number | null;
  }>`
    with whole as (select region_code, count(*)::int as seats from area group by region_code)
    select t.place, t.signature_count, a.name, a.region_code, a.region, m.full_title as mp,
           whole.seats
      from tally_place t
      left join area a on a.code = t.place
      left join whole on whole.region_code = a.region_code
      left join membership s on s.area_code = a.code and s.ended_on is null
      left join member m on m.id = s.member_id
     where t.demand_id = ${demandId} and t.signature_count > 0
     order by t.place`.execute(db);

  const countries = new Map<string, number>();
  const regions = new Map<string, Region>();
  const constituencies: PetitionPlaces["constituencies"] = [];
  for (const row of rows) {
    const country = row.place.length === 2 ? row.place : HOME;
    countries.set(country, (countries.get(country) ?? 0) + row.signature_count);
    if (row.name === null || row.region_code === null || row.seats === null) continue;
    let region = regions.get(row.region_code);
    if (!region) {
      region = { name: row.region ?? "", open: 0, hidden: 0, hiddenSeats: row.seats };
      regions.set(row.region_code, region);
    }
    if (row.signature_count < SHOWN_FROM) {
      region.hidden += row.signature_count;
      continue;
    }
    region.open += row.signature_count;
    region.hiddenSeats--;
    constituencies.push({
      name: row.name,
      ons_code: row.place,
      mp: row.mp,
      signature_count: row.signature_count,
    });
  }
  const shown = (place: { signature_count: number }) => place.signature_count >= SHOWN_FROM;
  return {
    countries: [...countries]
      .map(([code, signature_count]) => ({ name: countryName(code, "en"), code, signature_count }))
      .filter(shown)
      .sort((a, b) => compare(a.name, b.name)),
    constituencies,
    regions: [...regions]
      .map(([code, region]) => ({
        name: region.name,
        ons_code: regionLetters[code] ?? code,
        signature_count: totalOf(region),
      }))
      .filter(shown)
      .sort((a, b) => a.ons_code.localeCompare(b.ons_code)),
  };
}
