/** Letters without their texts: those that somebody waits for, and the latest. */
import { type Expression, sql, type SqlBool } from "kysely";
import * as v from "valibot";

import type { Db } from "#db/connection.ts";
import type { LetterState } from "#db/schema.ts";

import { countCopiesOf } from "./copies.server.ts";
import { type CopyCounts, progressOf } from "./copy-life.ts";
import { isRepeat } from "./copy-queries.server.ts";
import { audience, type LetterAudience } from "./audience.ts";

/** More than this of them at once are nobody's evening. */
const MOST = 50;

export interface LetterInShort {
  id: number;
  subject: string;
  state: LetterState;
  rehearsal: boolean;
  audience: LetterAudience;
  createdAt: Date;
}

/** Drafts, approved and paused letters, those on their way: the newest first. */
export const listUnfinished = (db: Db): Promise<LetterInShort[]> =>
  list(db, MOST, ["draft", "approved", "paused", "sending"]);

/** The newest ones, whatever became of them, but for what went out again by itself. */
export const listLatest = (db: Db, most: number): Promise<LetterInShort[]> =>
  list(db, most, undefined, sql<boolean>`not ${isRepeat}`);

async function list(
  db: Db,
  most: number,
  states?: LetterState[],
  which = sql<boolean>`true`,
): Promise<LetterInShort[]> {
  const rows = await db
    .selectFrom("letter")
    .select(["id", "subject", "state", "rehearsal", "audience", "created_at"])
    .where(which)
    .where((eb): Expression<SqlBool> => (states ? eb("state", "in", states) : eb.lit(true)))
    .orderBy("id", "desc")
    .limit(most)
    .execute();
  return rows.map(({ created_at, ...row }) => ({
    ...row,
    audience: v.parse(audience, row.audience),
    createdAt: created_at,
  }));
}

export interface UnderWay {
  id: number;
  subject: string;
  state: "sending" | "paused";
  progress: ReturnType<typeof progressOf>;
}

/** Letters whose copies are leaving, or would if nobody had paused them, with how far they have come. */
export async function listUnderWay(db: Db, most: number): Promise<UnderWay[]> {
  const letters = await list(db, most, ["sending", "paused"]);
  const counts = await countCopiesOf(
    db,
    letters.map(({ id }) => id),
  );
  return letters.map(({ id, subject, state }) => ({
    id,
    subject,
    state: state as UnderWay["state"],
    progress: progressOf(counts.get(id) as CopyCounts),
  }));
}
