/** What organisers see of a letter that goes out again: which one it repeats, and where it went since. */
import type { Db } from "#db/connection.ts";

export interface RepeatFacts {
  /** The letter that this one repeats; undefined where it is none that went out again. */
  of: number | undefined;
  count: number;
  /** The newest. */
  latest: { letterId: number; name: string; at: Date }[];
}

const MOST = 10;

export async function getRepeatFacts(db: Db, letterId: number): Promise<RepeatFacts> {
  const [one, all, latest] = await Promise.all([
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
  ]);
  return { of: one?.repeat_of, count: all.count, latest };
}
