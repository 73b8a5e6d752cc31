/** Asked of each copy right before it leaves: may it still, to this member, at this address, at this hour? */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { LetterState } from "#db/schema.ts";
import type { Stay } from "#emails/hearer.ts";

import { listAddresses } from "../../members/addresses.server.ts";
import type { Period } from "../../members/recess.ts";
import { listPeriods } from "../../members/sitting-periods.server.ts";
import { isAskedNot, isLeftOut, isSitting } from "../copy-queries.server.ts";
import { nextLeaving } from "./opens.ts";

interface CopyFacts {
  id: string;
  memberId: number;
  state: LetterState;
  rehearsal: boolean;
  window: "any" | "office-hours";
  house: string;
  timeZone: string;
  stopped: boolean;
  /** An organiser left the member out. */
  leftOut: boolean;
  /** Holds the seat of the constituency that the copy speaks of. */
  sits: boolean;
  askedNot: boolean;
}

/**
 * @param mails copies, each with the address that it would go to
 * @returns those that have to stay, by the mail's id: `held` while the letter is paused or all letters
 * are stopped, `over` when the letter was stopped for good, the member left out of it or not to be
 * written to, `outdated` when the member has lost the
 * seat, the address was changed, the office has closed, or the House is in recess
 */
export async function judgeCopies(
  db: Db,
  mails: readonly { id: string; address: string }[],
  now: Date,
): Promise<Map<string, Stay>> {
  const copies = await listFacts(
    db,
    mails.map(({ id }) => id),
  );
  const addresses = copies.some(({ rehearsal }) => !rehearsal)
    ? await listAddresses(db)
    : undefined;
  const periods = copies.length > 0 ? await listPeriods(db) : undefined;
  const addressOf = new Map(mails.map(({ id, address }) => [id, address]));
  const stays = new Map<string, Stay>();
  for (const copy of copies) {
    const { id, memberId, rehearsal } = copy;
    const moved = !rehearsal && addresses?.get(memberId)?.email !== addressOf.get(id);
    const stay = judge(copy, moved, periods?.get(copy.house) ?? [], now);
    if (stay) stays.set(id, stay);
  }
  return stays;
}

function judge(
  copy: CopyFacts,
  moved: boolean,
  periods: readonly Period[],
  now: Date,
): Stay | undefined {
  if (copy.state === "cancelled" || copy.leftOut || copy.askedNot) return "over";
  if (copy.stopped || copy.state === "paused") return "held";
  const { window, timeZone } = copy;
  const closed = nextLeaving(now, window, { timeZone, periods }) > now;
  return moved || closed || !copy.sits ? "outdated" : undefined;
}

async function listFacts(db: Db, mails: readonly string[]): Promise<CopyFacts[]> {
  const { rows } = await sql<CopyFacts>`
    select c.mail_id as id, c.member_id as "memberId", l.state, l.rehearsal,
           l.send_window as window, house.id as house,
           house.time_zone as "timeZone", house.letters_stopped as stopped,
           ${isLeftOut("c")} as "leftOut",
           ${isSitting("c")} as sits,
           ${isAskedNot("c")} as "askedNot"
      from letter_copy c
      join letter l on l.id = c.letter_id
      join area a on a.code = c.area_code
      join legislature house on house.id = a.legislature_id
     where c.mail_id = any (${mails}::uuid[])`.execute(db);
  return rows;
}
