/** `count`: GET of the count alone, as every open page asks for it. */
import { measureReading } from "./reading.ts";
import { DEMAND } from "./site.ts";
import type { Bench } from "./tools.ts";

export const count: Bench = async (tools) => [
  await measureReading(tools, "count", `/petitions/${DEMAND.id}/count.json`),
];
