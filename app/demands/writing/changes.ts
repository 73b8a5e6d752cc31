/** What a deed changed, for the audit log. */
import type { Json } from "#db/json.ts";

type Values = Readonly<Record<string, Json>>;

/** The values that differ, before and after; all of them where there was nothing. */
export function changesOf(
  before: Values | undefined,
  after: Values,
): { before: Values; after: Values } {
  const names = Object.keys(after).filter(
    (name) => JSON.stringify(before?.[name]) !== JSON.stringify(after[name]),
  );
  const pick = (values: Values) =>
    Object.fromEntries(names.flatMap((name) => (name in values ? [[name, values[name]!]] : [])));
  return { before: pick(before ?? {}), after: pick(after) };
}
