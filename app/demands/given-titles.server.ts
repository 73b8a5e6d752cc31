/** Titles as they were when somebody signed, which later words do not change. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import type { LocaleCode } from "#db/schema.ts";

interface Given {
  id: number;
  title: string;
  /** Of the title where it is not the language asked for, as a page says it. */
  lang: LocaleCode | undefined;
}

/**
 * @param given demands with the version of the words that they were signed in, and as they stand
 * @returns those of which other words stand by now
 */
export async function listGivenTitles(
  db: Db,
  given: readonly { id: number; version: number; now: number }[],
  locale: LocaleCode,
): Promise<Given[]> {
  const changed = given.filter(({ version, now }) => version !== now);
  if (changed.length === 0) return [];
  const [ids, versions] = [changed.map(({ id }) => id), changed.map(({ version }) => version)];
  const query = sql<{ id: number; title: string; locale: LocaleCode }>`
    select g.id, text.title, text.locale
      from unnest(${ids}::int[], ${versions}::int[]) as g (id, version)
     cross join lateral (
       select t.title, t.locale from demand_text t
        where t.demand_id = g.id and t.version = g.version and t.locale in (${locale}, 'en')
        order by t.locale = ${locale} desc limit 1
     ) text`;
  const rows = await named("given-titles", query).execute(db);
  return rows.map((row) => ({
    ...{ id: row.id, title: row.title },
    lang: row.locale === locale ? undefined : row.locale,
  }));
}
