/** Moves copies along their life; nothing else writes their state. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { CopyState } from "#db/schema.ts";
import type { MailFate } from "#emails/hearer.ts";

import { comesFrom, stateByMail } from "./copy-life.ts";
import { timeTries } from "./tries.server.ts";

export interface Moved {
  letter: number;
  member: number;
}

/**
 * Those that cannot come to this state stay as they are.
 * @param which a condition on `copy`, a row of `letter_copy`
 * @param problem what went wrong in that state
 * @returns the copies that are in that state now
 */
export async function moveCopies(
  tx: Db,
  to: CopyState,
  which: RawBuilder<unknown>,
  problem: string | null = null,
): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    update letter_copy copy set state = ${to}, problem = ${problem}
     where ${which} and state = any (${comesFrom(to)}::text[])
    returning letter_id as letter, member_id as member`.execute(tx);
  return rows;
}

/** Of one letter, the copies to these members. */
export const copiesTo = (letter: number, members: readonly number[]): RawBuilder<unknown> =>
  sql`copy.letter_id = ${letter} and copy.member_id = any (${members}::int[])`;

/** Each copy goes where its mail has gone. @returns all of them, with what is wrong */
export async function followMails(
  tx: Db,
  fates: readonly MailFate[],
  now: Date,
): Promise<(Moved & { state: CopyState; problem: string | null })[]> {
  await timeTries(tx, fates, now);
  const alike = Map.groupBy(fates, ({ state, problem }) => `${stateByMail[state]} ${problem}`);
  const followed = [];
  for (const group of alike.values()) {
    const { state, problem } = group[0]!;
    const to = stateByMail[state];
    const mails = sql`copy.mail_id = any (${group.map(({ id }) => id)}::uuid[])`;
    const moved = await moveCopies(tx, to, mails, problem);
    followed.push(...moved.map((copy) => ({ ...copy, state: to, problem })));
  }
  return followed;
}
