/** One answer as its office gave it, with every version: for the organisers who decide on it. */
import type { Db } from "#db/connection.ts";
import type { AnswerDecision, GivenStance } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";
import { openSaid } from "./said.server.ts";

export interface GivenVersion {
  version: number;
  stance: GivenStance;
  /** Undefined where the words are erased. */
  statement: string | undefined;
  by: string;
  letterId: number | null;
  givenAt: Date;
  /** Null while nobody has decided. */
  decision: AnswerDecision | null;
  decidedAt: Date | null;
  decidedBy: number | null;
  reason: string | null;
}

export interface GivenRecord {
  id: number;
  memberId: number;
  demandId: number;
  /** The version that stands in public. */
  published: number | null;
  /** The last one. */
  last: GivenVersion;
  /** Newest first, the last one among them. */
  versions: GivenVersion[];
}

/** @param id as it stands in a path */
export async function getGiven(
  db: Db,
  keys: Keys,
  id: string | undefined,
): Promise<GivenRecord | undefined> {
  if (!/^[1-9]\d{0,8}$/.test(id ?? "")) return undefined;
  const answer = await db
    .selectFrom("given_answer")
    .select(["id", "member_id as memberId", "demand_id as demandId", "published"])
    .where("id", "=", Number(id))
    .executeTakeFirst();
  if (!answer) return undefined;
  const rows = await db
    .selectFrom("given_version")
    .select(["version", "stance", "said", "key_version as keyVersion", "letter_id as letterId"])
    .select(["given_at as givenAt", "decision", "decided_at as decidedAt"])
    .select(["decided_by as decidedBy", "reason"])
    .where("answer_id", "=", answer.id)
    .orderBy("version", "desc")
    .execute();
  const versions = rows.map(({ said, keyVersion, ...row }): GivenVersion => {
    const name = { answerId: answer.id, version: row.version };
    const opened = openSaid(keys, name, { said, keyVersion });
    return { ...row, statement: opened?.statement, by: opened?.by ?? "" };
  });
  return { ...answer, last: versions[0]!, versions };
}

/** Of what an organiser decides on: neither has the office given another, nor has somebody else decided. */
export const givenVersionOf = ({
  published,
  last,
}: Pick<GivenRecord, "published" | "last">): string =>
  `${last.version}.${published ?? 0}.${last.decision ?? "waiting"}`;
