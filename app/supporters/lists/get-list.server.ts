/** Lists of people to be invited, for the pages that show them. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

export interface ToldList extends Row<"invite_list"> {
  /** The demand's. */
  slug: string;
  title: string;
  isOpen: boolean;
}

const listsWhere = (which: ReturnType<typeof sql>) => sql<ToldList>`
  select l.*, d.slug, t.title, d.state = 'open' as "isOpen"
    from invite_list l
    join demand d on d.id = l.demand_id
    join demand_text t on t.demand_id = d.id and t.version = d.text_version and t.locale = 'en'
   where ${which}`;

export async function getList(db: Db, id: number): Promise<ToldList | undefined> {
  const { rows } = await listsWhere(sql`l.id = ${id}`).execute(db);
  return rows[0];
}

/** The last hundred, newest first. */
export async function listLists(db: Db): Promise<ToldList[]> {
  const { rows } = await listsWhere(sql`true order by l.id desc limit 100`).execute(db);
  return rows;
}
