/** Finds the seats that have a new code. */
import type { Row } from "#db/schema.ts";

import { type AreaRow, kindred } from "../places/area.ts";

type Stored = Readonly<Pick<Row<"area">, "code" | "name" | "parliament_id">>;

/**
 * Seats that have a new code: the stored one of the same name or with Parliament's same number is
 * not in the list any more.
 * @returns old codes by new ones
 */
export function successions(
  rows: readonly AreaRow[],
  stored: readonly Stored[],
): Map<string, string> {
  const known = new Set(stored.map(({ code }) => code));
  const codes = new Set(rows.map(({ code }) => code));
  const left = stored.filter(({ code }) => !codes.has(code));
  const byName = new Map(left.map(({ code, name }) => [kindred(name), code]));
  const byId = new Map(left.map(({ code, parliament_id }) => [parliament_id, code]));
  return new Map(
    rows
      .filter(({ code }) => !known.has(code))
      .flatMap(({ code, name, parliament_id }) => {
        const old = (parliament_id && byId.get(parliament_id)) ?? byName.get(kindred(name));
        return old ? [[code, old] as const] : [];
      }),
  );
}
