/** Adds all constituencies, and an invented member for each but one. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { dayOf } from "../../words/format.ts";
import { demoMembers } from "../demo-members.ts";
import { inventMembers } from "./members.ts";
import type { Place } from "./places.server.ts";
import { recordSample } from "./record.server.ts";

/** The first sitting after the general election of 2024. */
const SEATED_ON = "2024-07-09";

/** Beside those that `seedIfEmpty` has made. */
export async function addMembers(tx: Db, places: readonly Place[], now: Date): Promise<void> {
  await tx
    .insertInto("area")
    .values(places.map((place) => ({ ...place, legislature_id: "uk-commons" })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const seated = new Set(demoMembers.map(({ area }) => area.code));
  const members = inventMembers(places.map(({ code }) => code).filter((code) => !seated.has(code)));
  await tx
    .insertInto("member")
    .values(
      members.map(({ id, name, party }) => ({
        ...{ id, name, party, full_title: `${name} MP`, legislature_id: "uk-commons" },
      })),
    )
    .execute();
  const ids = members.map(({ id }) => id);
  await sql`
    insert into membership (member_id, area_code, started_on)
    select id, area_code, ${SEATED_ON}::date
      from unnest(${ids}::int[], ${members.map(({ areaCode }) => areaCode)}::text[])
           as m (id, area_code)`.execute(tx);
  await sql`
    insert into member_contact (member_id, source, email, seen_on)
    select id, 'file', email, ${dayOf(now)}::date
      from unnest(${ids}::int[], ${members.map(({ email }) => email)}::text[])
           as m (id, email)`.execute(tx);
  // those of the small seed are not there where places were imported before
  await recordSample(tx, "member", [...ids, ...demoMembers.map(({ id }) => id)]);
}
