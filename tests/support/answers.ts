/** Letters that were sent to members, and what their offices answer by the links in them. */
import type { Given } from "#app/answers/given/given.ts";
import { giveAnswer } from "#app/answers/given/give-answer.server.ts";
import type { Keys } from "#app/keys.server.ts";
import type { CopyName } from "#app/letters/copy-links.server.ts";
import type { Db } from "#db/connection.ts";

import { now } from "./house.ts";

/**
 * A letter about these demands that was sent and arrived.
 * @param memberIds of those who hold a seat; the first of them all without it
 */
export async function arrivedLetter(
  db: Db,
  demandIds: number[],
  memberIds?: readonly number[],
  at = now,
): Promise<{ letterId: number; memberIds: number[] }> {
  let seats = db
    .selectFrom("membership")
    .select(["member_id", "area_code"])
    .where("ended_on", "is", null)
    .orderBy("member_id");
  seats = memberIds ? seats.where("member_id", "in", memberIds) : seats.limit(1);
  const rows = await seats.execute();
  const { id } = await db
    .insertInto("letter")
    .values({
      ...{ subject: "To {{member.name}}", body: "{{total}}", demand_ids: demandIds },
      ...{ audience: JSON.stringify({ to: "all" }), per_hour: 60, send_window: "any" },
      ...{ state: "sent", created_by: null, approved_by: null, override_reason: null },
      ...{ counted_at: at, next_at: at, created_at: at, approved_at: at, finished_at: at },
      ...{ scheduled_by: null, scheduled_version: null },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("letter_total")
    .values(
      demandIds.map((demand_id) => {
        return { letter_id: id, demand_id, place: "*", signature_count: 0 };
      }),
    )
    .execute();
  await db
    .insertInto("letter_copy")
    .values(
      rows.map(({ member_id, area_code }, position) => ({
        ...{ letter_id: id, member_id, area_code, position, has_address: true },
        ...{ state: "delivered" as const, mail_id: null, problem: null },
        ...{ subject: "To you", body: "Some signed." },
      })),
    )
    .execute();
  return { letterId: id, memberIds: rows.map(({ member_id }) => member_id) };
}

/** The copy of a letter that arrived, to the first member. */
export async function askedCopy(db: Db, demandId: number): Promise<CopyName> {
  const { letterId, memberIds } = await arrivedLetter(db, [demandId]);
  return { letterId, memberId: memberIds[0]! };
}

/** An answer that waits to be published. @returns its id */
export async function givenAnswer(
  db: Db,
  keys: Keys,
  copy: CopyName,
  demandId: number,
  { stance, statement, by }: Partial<Given["answers"][number]> & { by?: string } = {},
  at = now,
): Promise<number> {
  const answer = { demandId, stance: stance ?? "partly", statement: statement ?? "In part." };
  await giveAnswer(db, keys, copy, { answers: [answer], by: by ?? "" }, at);
  const { id } = await db
    .selectFrom("given_answer")
    .select("id")
    .where("member_id", "=", copy.memberId)
    .where("demand_id", "=", demandId)
    .executeTakeFirstOrThrow();
  return id;
}
