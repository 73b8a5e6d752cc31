/** What organisers see of a letter that goes out again: which one it repeats, and where it went since. */
import type { Db } from "#db/connection.ts";

import { listDue } from "./repeat-letters.server.ts";

export interface RepeatFacts {
  /** The letter that this one repeats; undefined where it is none that went out again. */
  of: number | undefined;
  count: number;
  /** The newest. */
  latest: { letterId: number; name: string; at: Date }[];
  /** Names of those whose number has come, and who have not been written to yet. */
  waiting: string[];
}

interface Asked {
  id: number;
  repeatable: boolean;
  rehearsal: boolean;
}

const MOST = 10;

export async function getRepeatFacts(
  db: Db,
  { id: letterId, repeatable, rehearsal }: Asked,
): Promise<RepeatFacts> {
  const [one, all, latest, waiting] = await Promise.all([
    db
      .selectFrom("letter_repeat")
      .select("repeat_of")
      .where("letter_id", "=", letterId)
      .executeTakeFirst(),
    db
      .selectFrom("letter_repeat")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("repeat_of", "=", letterId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("letter_repeat as r")
      .innerJoin("member", "member.id", "r.member_id")
      .select(["r.letter_id as letterId", "member.name", "r.made_at as at"])
      .where("r.repeat_of", "=", letterId)
      .orderBy("r.letter_id", "desc")
      .limit(MOST)
      .execute(),
    repeatable ? listWaiting(db, letterId, rehearsal) : [],
  ]);
  return { of: one?.repeat_of, count: all.count, latest, waiting };
}

async function listWaiting(db: Db, letter: number, rehearsal: boolean): Promise<string[]> {
  const due = (await listDue(db, rehearsal)).filter(({ letterId }) => letterId === letter);
  const members = [...new Set(due.map(({ memberId }) => memberId))];
  if (members.length === 0) return [];
  const rows = await db
    .selectFrom("member")
    .select("name")
    .where("id", "in", members)
    .orderBy("name")
    .execute();
  return rows.map(({ name }) => name);
}
