/** The form that says which signatures are meant. */
import { type Conditions, readConditions } from "../../review/bulk/bulk.ts";
import { idOf } from "../../review/clusters/cluster.ts";
import { readMoment } from "../../words/typed/local-time.ts";

const names = ["domain", "place", "network", "from", "until", "standing"] as const;

/** Of the form that organisers fill in: on the clock of the legislature. */
const times = { from: "fromTime", until: "untilTime" } as const;

/** @returns undefined where it names none, or what is none */
export function readPostedConditions(fields: URLSearchParams): Conditions | undefined {
  const given: Record<string, string | number> = {};
  for (const name of names) {
    const value = typed(fields, name);
    if (value !== "") given[name] = value;
  }
  for (const name of ["from", "until"] as const) {
    const value = typed(fields, times[name]);
    if (value === "") continue;
    const moment = readMoment(value);
    if ("problem" in moment) return undefined;
    given[name] = moment.at.toISOString();
  }
  const demand = typed(fields, "demand");
  if (demand !== "") given["demand"] = Number(demand);
  return readConditions(given);
}

const typed = (fields: URLSearchParams, name: string) => fields.get(name)?.trim() ?? "";

/** What was typed, to be shown again. */
export const typedConditions = (fields: URLSearchParams) => ({
  demand: typed(fields, "demand"),
  place: typed(fields, "place"),
  fromTime: typed(fields, times.from),
  untilTime: typed(fields, times.until),
});

export type TypedConditions = ReturnType<typeof typedConditions>;

/** As fields of a form that carries them. */
export const fieldsOf = (conditions: Conditions): Record<string, string> =>
  Object.fromEntries(
    Object.entries(conditions).map(([name, value]) => [name, String(value)] as const),
  );

/** The page of the cluster that they are of, where they are of one. */
export function clusterOf({ domain, place, network, from, until }: Conditions) {
  const asked = { ...(from && { from }), ...(until && { until }) };
  if (domain !== undefined) return { id: idOf({ kind: "domain", key: domain }), asked };
  if (place !== undefined) return { id: idOf({ kind: "place", key: place }), asked };
  if (network !== undefined) return { id: idOf({ kind: "network", key: network }), asked };
  return from && until
    ? { id: idOf({ kind: "rate", key: String(Date.parse(from)) }), asked }
    : undefined;
}
