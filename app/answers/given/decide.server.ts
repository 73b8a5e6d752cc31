/** What organisers do with an answer that an office gave: nothing of it is public before. */
import type { Transaction } from "kysely";

import type { AnswerDecision, Database } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";
import { lockMember } from "../../members/contacts.server.ts";
import type { Deed } from "../../words/deed.ts";
import type { Flash } from "../../words/flash.ts";
import { dayOf } from "../../words/format.ts";
import { type GivenRecord, getGiven, givenVersionOf } from "./get-given.server.ts";

type Tx = Transaction<Database>;

/** Who decides, when, and the version of what they saw (`givenVersionOf`). */
export interface Deciding {
  organiserId: number;
  saw: string | undefined;
  now: Date;
}

/** The last version becomes the member's answer in public; one before it stays as an earlier one. */
export async function publishGiven(
  tx: Tx,
  keys: Keys,
  { id, memberId }: Pick<GivenRecord, "id" | "memberId">,
  deciding: Deciding,
): Promise<Deed> {
  const given = await lockGiven(tx, keys, id, memberId);
  if (given && given.published === given.last.version) return { said: "answer-published" };
  const stale = staleness(given, deciding);
  if (stale) return stale;
  const { demandId, last } = given!;
  if (last.statement === undefined) return { said: "answer-erased" };
  const stated_on = dayOf(last.givenAt);
  await tx
    .insertInto("stance")
    .values({
      ...{ member_id: memberId, demand_id: demandId, stance: last.stance, stated_on },
      ...{ quote: last.statement, source: "", given_id: id },
    })
    .execute();
  await tx
    .updateTable("given_answer")
    .set({ published: last.version })
    .where("id", "=", id)
    .execute();
  await decide(tx, given!, last.version, "published", null, deciding);
  const after = { stance: last.stance, "given on": stated_on, version: last.version };
  return told(tx, given!, "answer-published", "answer.publish", after);
}

/** The last version is not published; what stands in public stays. */
export async function keepBack(
  tx: Tx,
  keys: Keys,
  { id, memberId }: Pick<GivenRecord, "id" | "memberId">,
  reason: string,
  deciding: Deciding,
): Promise<Deed> {
  const given = await lockGiven(tx, keys, id, memberId);
  if (given?.last.decision === "kept-back") return { said: "answer-kept-back" };
  const stale = staleness(given, deciding);
  if (stale) return stale;
  if (given!.last.decision !== null) return { said: "answer-decided" };
  await decide(tx, given!, given!.last.version, "kept-back", reason, deciding);
  const after = { reason, version: given!.last.version };
  return told(tx, given!, "answer-kept-back", "answer.keep-back", after);
}

/** Nothing that this office gave to the demand stands in public any more, no earlier version either. */
export async function takeDown(
  tx: Tx,
  keys: Keys,
  { id, memberId }: Pick<GivenRecord, "id" | "memberId">,
  reason: string,
  deciding: Deciding,
): Promise<Deed> {
  const given = await lockGiven(tx, keys, id, memberId);
  if (given && given.published === null) return { said: "answer-taken-down" };
  const stale = staleness(given, deciding);
  if (stale) return stale;
  const version = given!.published!;
  await tx.deleteFrom("stance").where("given_id", "=", id).execute();
  await tx.updateTable("given_answer").set({ published: null }).where("id", "=", id).execute();
  await decide(tx, given!, version, "taken-down", reason, deciding);
  return told(tx, given!, "answer-taken-down", "answer.take-down", { reason, version });
}

async function lockGiven(tx: Tx, keys: Keys, id: number, memberId: number) {
  await lockMember(tx, memberId);
  return getGiven(tx, keys, String(id));
}

function staleness(given: GivenRecord | undefined, { saw }: Deciding): Deed | undefined {
  if (!given) return { said: "stance-gone" };
  return saw === givenVersionOf(given) ? undefined : { said: "answer-stale" };
}

const decide = (
  tx: Tx,
  { id }: GivenRecord,
  version: number,
  decision: AnswerDecision,
  reason: string | null,
  { organiserId, now }: Deciding,
) =>
  tx
    .updateTable("given_version")
    .set({ decision, reason, decided_by: organiserId, decided_at: now })
    .where("answer_id", "=", id)
    .where("version", "=", version)
    .execute();

/** The log holds no words of what was given: they may be private, and are erased here in time. */
async function told(
  tx: Tx,
  { memberId, demandId }: GivenRecord,
  said: Flash,
  action: string,
  after: Record<string, string | number>,
): Promise<Deed> {
  const { slug } = await tx
    .selectFrom("demand")
    .select("slug")
    .where("id", "=", demandId)
    .executeTakeFirstOrThrow();
  return { said, changed: { action, subject: `member ${memberId}, ${slug}`, after } };
}
