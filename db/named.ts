/** Statements with a name: prepared under it once for each connection. */
import type { Compilable, Kysely, RawBuilder } from "kysely";

import type { Database } from "./schema.ts";

/** By the very array of values that Kysely hands from the compiled query to the driver. */
const names = new WeakMap<readonly unknown[], string>();

/**
 * Gives a statement its name: Postgres then parses it no more on that connection, and soon plans it
 * no more. One name, one text: the text is constant, its values are parameters. It names the columns
 * that it gives back, for a prepared `*` fails in running processes when a migration adds a column.
 */
export function named<Row>(
  name: string,
  query: RawBuilder<Row> | Compilable<Row>,
): { execute: (db: Kysely<Database>) => Promise<Row[]> } {
  return {
    async execute(db) {
      const compiled = "isRawBuilder" in query ? query.compile(db) : query.compile();
      names.set(compiled.parameters, name);
      const { rows } = await db.executeQuery(compiled);
      return rows;
    },
  };
}

/** The name of the statement that these values belong to; undefined for one without. */
export const statementName = (values: readonly unknown[]): string | undefined => names.get(values);
