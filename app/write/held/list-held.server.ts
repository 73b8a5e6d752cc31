/** Letters that wait for an organiser to read them: of no others is the text shown to anybody. */
import type { Db } from "#db/connection.ts";
import type { OwnLetterWhy } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";
import { letterText } from "../letter-text.ts";
import { openOwnLetter } from "../../signatures/own-letters/open.server.ts";

export interface HeldLetter {
  id: string;
  member: string;
  memberId: number;
  constituency: string;
  title: string;
  why: OwnLetterWhy | null;
  confirmedAt: Date;
  text: string;
}

/** The oldest first. */
export async function listHeld(db: Db, keys: Keys): Promise<HeldLetter[]> {
  const rows = await db
    .selectFrom("own_letter")
    .selectAll()
    .where("state", "=", "held")
    .orderBy("id")
    .limit(100)
    .execute();
  return rows.flatMap((row) => {
    const letter = openOwnLetter(keys, row);
    if (!letter) return [];
    const { member, constituency, title } = letter;
    const { id, member_id, why, confirmed_at } = row;
    const about = { id, memberId: member_id, why, confirmedAt: confirmed_at! };
    return [{ ...about, member, constituency, title, text: letterText(letter) }];
  });
}
