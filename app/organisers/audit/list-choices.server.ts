/** What the audit log can be filtered by: the actions that are in it, and who did something. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { Keys } from "../../keys.server.ts";
import { listOrganiserAddresses } from "../organiser-address.server.ts";

/** From one value to the next by the index, so that a long log takes no longer. */
export async function listAuditChoices(db: Db, keys: Keys) {
  const [actions, organisers, addresses] = await Promise.all([
    sql<{ action: string }>`
      with recursive found as (
        (select action from audit order by action limit 1)
        union all
        select (select a.action from audit a where a.action > found.action order by a.action limit 1)
          from found where found.action is not null)
      select action from found where action is not null`.execute(db),
    sql<{ id: number }>`
      with recursive found as (
        (select organiser_id as id from audit where organiser_id is not null order by organiser_id limit 1)
        union all
        select (select a.organiser_id from audit a where a.organiser_id > found.id order by a.organiser_id limit 1)
          from found where found.id is not null)
      select id from found where id is not null`.execute(db),
    listOrganiserAddresses(db, keys),
  ]);
  return {
    actions: actions.rows.map(({ action }) => action),
    organisers: organisers.rows.map(({ id }) => ({ id, address: addresses.get(id) })),
    addresses,
  };
}
