/** Answers of all sources for organisers: what waits for them, and what there is. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { AnswerDecision, GivenStance, StanceKind } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";
import { TIME_ZONE } from "../../words/format.ts";
import { type CaseworkSign, caseworkIn } from "../casework.ts";
import { openSaid } from "./said.server.ts";

interface About {
  memberId: number;
  member: string;
  /** Null for who holds no seat any more. */
  constituency: string | null;
  /** In English. */
  demand: string;
}

export interface WaitingAnswer extends About {
  id: number;
  stance: GivenStance;
  givenAt: Date;
  /** Another version of it stands in public. */
  isCorrection: boolean;
  signs: CaseworkSign[];
}

const about = sql`
  m.id as "memberId", m.name as member, a.name as constituency, t.title as demand
    from answer
    join member m on m.id = answer.member_id
    join demand d on d.id = answer.demand_id
    join demand_text t on t.demand_id = d.id and t.version = d.text_version and t.locale = 'en'
    left join membership h on h.member_id = m.id and h.ended_on is null
    left join area a on a.code = h.area_code`;

/** Those on which nobody has decided, the longest waiting first. */
export async function listWaiting(db: Db, keys: Keys): Promise<WaitingAnswer[]> {
  const { rows } = await sql<
    Omit<WaitingAnswer, "signs"> & {
      version: number;
      said: Buffer | null;
      keyVersion: number | null;
    }
  >`
    with answer as (
      select g.*, v.stance, v.given_at, v.said, v.key_version
        from given_answer g
        join given_version v on v.answer_id = g.id and v.version = g.version
       where v.decision is null
    )
    select answer.id, answer.stance, answer.given_at as "givenAt", answer.version, answer.said,
           answer.key_version as "keyVersion", answer.published is not null as "isCorrection",
           ${about}
     order by answer.given_at, answer.id`.execute(db);
  return rows.map(({ said, keyVersion, version, ...row }) => {
    const opened = openSaid(keys, { answerId: row.id, version }, { said, keyVersion });
    return { ...row, signs: caseworkIn(opened?.statement ?? "", [row.member]) };
  });
}

/** How many answers nobody has decided on. */
export async function countWaitingAnswers(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom("given_answer as g")
    .innerJoin("given_version as v", (join) =>
      join.onRef("v.answer_id", "=", "g.id").onRef("v.version", "=", "g.version"),
    )
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("v.decision", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

export interface ListedAnswer extends About {
  stance: StanceKind;
  /** `YYYY-MM-DD` */
  day: string;
  /** Of one that an office gave; null where an organiser wrote it down. */
  givenId: number | null;
  /** Of one that an organiser wrote down. */
  stanceId: number | null;
  /** Of the last version that an office gave: null while nobody has decided. */
  decision: AnswerDecision | null;
  isPublic: boolean;
}

/** Every answer, newest first: by hand, and by link as it was given last. */
export async function listAllAnswers(db: Db): Promise<ListedAnswer[]> {
  const { rows } = await sql<ListedAnswer>`
    with answer as (
      select member_id, demand_id, stance, stated_on, null::int as given_id, id as stance_id,
             null as decision, true as is_public
        from stance where given_id is null and stance <> 'no-answer'
      union all
      select g.member_id, g.demand_id, v.stance, (v.given_at at time zone ${TIME_ZONE})::date,
             g.id, null, v.decision, g.published is not null
        from given_answer g
        join given_version v on v.answer_id = g.id and v.version = g.version
    )
    select answer.stance, to_char(answer.stated_on, 'YYYY-MM-DD') as day, answer.given_id as "givenId",
           answer.stance_id as "stanceId", answer.decision, answer.is_public as "isPublic", ${about}
     order by answer.stated_on desc, answer.given_id desc nulls last, answer.stance_id desc`.execute(
    db,
  );
  return rows;
}
