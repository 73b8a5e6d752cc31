/** Asked of each invitation right before it leaves: may it still, to this address? */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { InviteListState } from "#db/schema.ts";
import type { Stay } from "#emails/hearer.ts";

import { listSetAside } from "./set-aside.server.ts";

interface InviteFacts {
  id: string;
  state: InviteListState;
  isOpen: boolean;
  signerKey: Buffer;
  inboxKey: Buffer;
}

/**
 * @param mails each with the address that it would go to
 * @returns the invitations that have to stay, by the mail's id: `held` while the list is paused, `over` when it
 * was stopped for good, `outdated` where the demand has closed, or who would get it has signed, wants no mail or
 * was erased
 */
export async function judgeInvites(
  db: Db,
  mails: readonly { id: string; address: string }[],
  now: Date,
): Promise<Map<string, Stay>> {
  const ids = mails.map(({ id }) => id);
  const { rows } = await sql<InviteFacts>`
    select v.mail_id as id, l.state, d.state = 'open' as "isOpen",
           v.signer_key as "signerKey", v.inbox_key as "inboxKey"
      from invite v
      join invite_list l on l.id = v.list_id
      join demand d on d.id = l.demand_id
     where v.mail_id = any (${ids}::uuid[])`.execute(db);
  const addressOf = new Map(mails.map(({ id, address }) => [id, address]));
  const candidates = rows.map((row) => ({ ...row, address: addressOf.get(row.id)! }));
  const not = await listSetAside(db, candidates, { invited: false }, now);
  const stays = new Map(ids.map((id): [string, Stay] => [id, "outdated"]));
  rows.forEach(({ id, state, isOpen }, index) => {
    if (state === "cancelled") stays.set(id, "over");
    else if (state === "paused") stays.set(id, "held");
    else if (isOpen && !not.has(index)) stays.delete(id);
  });
  return stays;
}
