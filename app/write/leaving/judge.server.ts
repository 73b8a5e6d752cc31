/** Asked of each letter right before it leaves: may it still, to this member, at this address, at this hour? */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Stay } from "#emails/hearer.ts";

import { isOfficeOpen } from "../../letters/leaving/pace.ts";
import { addressFor, isRouteOpen, signedOfAsked } from "../addressee.server.ts";

interface Facts {
  id: string;
  memberId: number;
  rehearsal: boolean;
  isStopped: boolean;
  isOpen: boolean;
  sits: boolean;
  isSigned: boolean;
  timeZone: string;
}

/**
 * @param mails each with the address that it would go to
 * @returns by the mail's id, those that have to stay: `held` while all letters are stopped, `over` where its
 * writer has erased it or its member takes none, `outdated` where the seat is another's, the signature
 * does not stand, the address was changed or the office has closed
 */
export async function judgeOwnLetters(
  db: Db,
  mails: readonly { id: string; address: string }[],
  now: Date,
): Promise<Map<string, Stay>> {
  const ids = mails.map(({ id }) => id);
  const { rows } = await sql<Facts>`
    with asked as materialized (
      select * from own_letter where mail_id = any (${ids}::uuid[])
    ), signed as (${signedOfAsked})
    select l.mail_id as id, l.member_id as "memberId", l.rehearsal,
           h.letters_stopped as "isStopped", h.time_zone as "timeZone",
           ${isRouteOpen("l.member_id")} as "isOpen",
           l.id in (select id from signed) as "isSigned",
           exists (select from membership s where s.member_id = l.member_id
                    and s.area_code = l.area_code and s.ended_on is null) as sits
      from asked l
      join member m on m.id = l.member_id
      join legislature h on h.id = m.legislature_id`.execute(db);
  const addressOf = new Map(mails.map(({ id, address }) => [id, address]));
  const stays = new Map(ids.map((id): [string, Stay] => [id, "over"]));
  for (const { id, memberId, rehearsal, timeZone, ...fact } of rows) {
    if (!fact.isOpen) continue;
    const address = await addressFor(db, memberId, rehearsal);
    if (fact.isStopped) stays.set(id, "held");
    else if (
      !fact.sits ||
      !fact.isSigned ||
      address !== addressOf.get(id) ||
      !isOfficeOpen(now, timeZone)
    )
      stays.set(id, "outdated");
    else stays.delete(id);
  }
  return stays;
}
