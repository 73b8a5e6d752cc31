/** The constituencies of the sample: public facts, whose sources stand in SOURCES.md. */
import fs from "node:fs";

import type { Row } from "#db/schema.ts";

export type Place = Omit<Row<"area">, "legislature_id">;

/** All 650, in the order of their codes. */
export function readPlaces(): Place[] {
  const file = new URL("./constituencies.tsv", import.meta.url);
  const [, ...lines] = fs.readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => {
    const [code, name, name_cy, region_code, region, country, ...numbers] = line.split("\t");
    const [electorate, parliament_id, hex_q, hex_r] = numbers.map(Number);
    return {
      ...{ code: code!, name: name!, name_cy: name_cy || null },
      ...{ region_code: region_code!, region: region!, country: country! },
      ...{ electorate: electorate!, parliament_id: parliament_id! },
      ...{ hex_q: hex_q!, hex_r: hex_r! },
    };
  });
}
