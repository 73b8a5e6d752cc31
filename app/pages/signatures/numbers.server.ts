/** The numbers of signatures as a page or a file asks for them. */
import type { RequestContext } from "../../context.server.ts";
import {
  type Grouping,
  groupings,
  NO_SOURCE,
  type NumberRow,
  OTHER_SOURCES,
} from "../../review/numbers/count-numbers.server.ts";
import { placesOf } from "./names.server.ts";

export interface Asked {
  by: Grouping;
  demand: number | undefined;
}

export function readAsked(fields: URLSearchParams): Asked {
  const demand = fields.get("demand") ?? "";
  return {
    by: groupings.find((one) => one === fields.get("by")) ?? "day",
    demand: /^[1-9]\d{0,8}$/.test(demand) ? Number(demand) : undefined,
  };
}

type Context = Pick<RequestContext, "db" | "keys" | "looks">;

/** With the rows' names; `total` of them all. */
export async function readNumbers(context: Context, asked: Asked) {
  const { at, value } = await context.looks.numbers(asked);
  const places =
    asked.by === "place"
      ? await placesOf(
          context,
          value.rows.map(({ key }) => key),
        )
      : new Map<string, string>();
  const rows = value.rows.map((row) => ({ ...row, name: nameOf(row.key, places) }));
  return { at, rows, total: sumOf(value.rows, "All of these") };
}

function nameOf(key: string, places: ReadonlyMap<string, string>): string {
  if (key === NO_SOURCE) return "no label";
  return key === OTHER_SOURCES ? "other labels" : (places.get(key) ?? key);
}

export function sumOf(rows: readonly NumberRow[], name: string) {
  const sum = { key: "", name, counted: 0, waiting: 0, held: 0, invalidated: 0 };
  let withdrawn: number | null = null;
  for (const row of rows) {
    for (const part of ["counted", "waiting", "held", "invalidated"] as const)
      sum[part] += row[part];
    if (row.withdrawn !== null) withdrawn = (withdrawn ?? 0) + row.withdrawn;
  }
  return { ...sum, withdrawn };
}
