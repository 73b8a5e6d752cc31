/** `page`: GET of a demand's page, gzip. */
import { measureReading } from "./reading.ts";
import { DEMAND } from "./site.ts";
import type { Bench } from "./tools.ts";

export const page: Bench = async (tools) => [
  await measureReading(tools, "page", `/demands/${DEMAND.slug}`),
];
