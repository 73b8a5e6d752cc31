/** Those who sit now, for organisers: with where letters reach them, and whether they may. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { chooseAddress, type Contact } from "./member.ts";

export interface Sitting {
  id: number;
  name: string;
  party: string;
  constituency: string;
  region: string;
  /** The one in use; undefined where none is known. */
  contact: Contact | undefined;
  mayWrite: boolean;
}

/** By constituency. */
export async function listSitting(db: Db): Promise<Sitting[]> {
  const { rows } = await sql<Omit<Sitting, "contact"> & { contacts: Contact[] }>`
    select m.id, m.name, m.party, a.name as constituency, a.region,
           coalesce(c.contacts, '[]') as contacts, d.member_id is null and f.member_id is null as "mayWrite"
      from membership s
      join member m on m.id = s.member_id
      join area a on a.code = s.area_code
      left join (
        select member_id, jsonb_agg(jsonb_build_object('source', source, 'email', email,
                 'seen_on', seen_on, 'stale', stale)) as contacts
          from member_contact group by member_id
      ) c on c.member_id = m.id
      left join do_not_write d on d.member_id = m.id
      left join member_cadence f on f.member_id = m.id and f.choice = 'never'
     where s.ended_on is null
     order by a.name, m.id`.execute(db);
  return rows.map(({ contacts, ...row }) => ({ ...row, contact: chooseAddress(contacts) }));
}
