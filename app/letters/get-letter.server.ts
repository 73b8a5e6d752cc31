/** Reads letters, and what can be chosen when one is written. */
import * as v from "valibot";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import { listDemandsById } from "../demands/get-demand.server.ts";
import { listBranches } from "../members/parties.server.ts";
import { partiesAmong } from "../members/parties.ts";
import { audience } from "./audience.ts";
import type { Letter } from "./letter.ts";
import type { LetterChoices } from "./letter-form.ts";

export function letterOf(row: Row<"letter">): Letter {
  return {
    id: row.id,
    subject: row.subject,
    body: row.body,
    demandIds: row.demand_ids,
    audience: v.parse(audience, row.audience),
    perHour: row.per_hour,
    window: row.send_window,
    state: row.state,
    createdBy: row.created_by,
    approvedBy: row.approved_by,
    overrideReason: row.override_reason,
    rehearsal: row.rehearsal,
    countedAt: row.counted_at,
    createdAt: row.created_at,
    approvedAt: row.approved_at,
    finishedAt: row.finished_at,
    sendAt: row.send_at,
    repeatable: row.repeatable,
  };
}

/** @param id as it stands in an address */
export async function getLetter(db: Db, id: string | undefined): Promise<Letter | undefined> {
  if (!id || !/^[1-9]\d{0,8}$/.test(id)) return undefined;
  const row = await db
    .selectFrom("letter")
    .selectAll()
    .where("id", "=", Number(id))
    .executeTakeFirst();
  return row && letterOf(row);
}

/** All letters, newest first. */
export async function listLetters(db: Db): Promise<Letter[]> {
  const rows = await db.selectFrom("letter").selectAll().orderBy("id", "desc").limit(500).execute();
  return rows.map(letterOf);
}

/** Demands that are public, and the members who sit now with their regions and parties. */
export async function listChoices(db: Db): Promise<LetterChoices> {
  const ids = await db
    .selectFrom("demand")
    .select("id")
    .where("state", "in", ["open", "closed"])
    .execute();
  const [demands, members, branches] = await Promise.all([
    listDemandsById(
      db,
      ids.map(({ id }) => id),
      "en",
    ),
    db
      .selectFrom("membership")
      .innerJoin("member", "member.id", "membership.member_id")
      .innerJoin("area", "area.code", "membership.area_code")
      .select(["member.id", "member.name", "member.party", "area.name as constituency"])
      .select(["area.region", "area.region_code"])
      .where("membership.ended_on", "is", null)
      .orderBy("area.name")
      .execute(),
    listBranches(db),
  ]);
  const regions = new Map(members.map(({ region, region_code }) => [region_code, region]));
  return {
    demands,
    members,
    parties: partiesAmong(
      members.map(({ party }) => party),
      branches,
    ),
    branches,
    regions: [...regions]
      .map(([code, name]) => ({ code, name }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}
