/** A demand's signatures by country, constituency and region, each with fewer than five left out. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { PetitionPlaces } from "../demands/petition-json.ts";
import { countryName, HOME } from "../places/country.ts";
import { type RegionCounts, regionTotals } from "../places/region-totals.ts";
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

const { compare } = new Intl.Collator("en");

export async function getPetitionPlaces(db: Db, demandId: number): Promise<PetitionPlaces> {
  const { rows } = await sql<{
    place: string;
    signature_count: number;
    name: string | null;
    region_code: string | null;
    region: string | null;
    mp: string | null;
  }>`
    select coalesce(t.place, a.code) as place, coalesce(t.signature_count, 0) as signature_count,
           a.name, a.region_code, a.region, m.full_title as mp
      from (select place, signature_count from tally_place where demand_id = ${demandId}) t
      full join area a on a.code = t.place
      left join membership s on s.area_code = a.code and s.ended_on is null
      left join member m on m.id = s.member_id
     order by 1`.execute(db);

  const countries = new Map<string, number>();
  const regions = new Map<string, RegionCounts & { name: string }>();
  const constituencies: PetitionPlaces["constituencies"] = [];
  for (const row of rows) {
    const country = row.place.length === 2 ? row.place : HOME;
    countries.set(country, (countries.get(country) ?? 0) + row.signature_count);
    if (row.name === null || row.region_code === null) continue;
    const none = { name: row.region ?? "", shown: 0, hidden: 0, hiddenPlaces: 0 };
    const region = regions.get(row.region_code) ?? none;
    regions.set(row.region_code, region);
    if (row.signature_count < SHOWN_FROM) {
      region.hidden += row.signature_count;
      region.hiddenPlaces += 1;
      continue;
    }
    region.shown += row.signature_count;
    constituencies.push({
      name: row.name,
      ons_code: row.place,
      mp: row.mp,
      signature_count: row.signature_count,
    });
  }
  const totals = regionTotals([...regions.values()]);
  const shown = (place: { signature_count: number }) => place.signature_count >= SHOWN_FROM;
  return {
    countries: [...countries]
      .map(([code, signature_count]) => ({ name: countryName(code, "en"), code, signature_count }))
      .filter(shown)
      .sort((a, b) => compare(a.name, b.name)),
    constituencies,
    regions: [...regions]
      .map(([code, { name }], index) => ({
        name,
        ons_code: regionLetters[code] ?? code,
        signature_count: totals[index]!,
      }))
      .filter(shown)
      .sort((a, b) => a.ons_code.localeCompare(b.ons_code)),
  };
}
