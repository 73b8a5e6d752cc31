/** What the demo begins with: the founding demands, and a few places with invented members. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { foundingDemands, foundingUpdates } from "./founding-demands.ts";
import { writeAudit } from "../organisers/audit.server.ts";
import { dayOf, TIME_ZONE } from "../words/format.ts";
import { locales } from "../words/locale.ts";
import { demoMembers, demoPostcodes } from "./demo-members.ts";

const OPENED_AT = new Date("2022-01-08T14:00:00Z");

/**
 * Seeds what is empty and leaves the rest alone.
 * @param demo whether invented members may be shown
 * @param begin adds more where all of it was empty, in the same transaction
 * @returns what was added
 */
export async function seedIfEmpty(
  db: Db,
  demo: boolean,
  now: Date,
  begin?: (tx: Db) => Promise<void>,
): Promise<string[]> {
  const { demands, places } = await lookForEmpty(db, demo);
  if (!demands && !places) return [];
  return db.transaction().execute(async (tx) => {
    const added: string[] = [];
    // whoever seeds or imports at the same moment goes first or waits
    await sql`set local lock_timeout = '10s'`.execute(tx);
    await sql`lock table demand, area in share row exclusive mode`.execute(tx);
    const empty = await lookForEmpty(tx, demo);
    if (empty.demands) {
      await seedDemands(tx, now);
      added.push(`${foundingDemands.length} demands`);
    }
    if (empty.places) {
      await seedPlaces(tx, now);
      added.push(`${demoMembers.length} constituencies with invented members`);
    }
    if (added.length > 0)
      await writeAudit(tx, null, { action: "seed", subject: "empty database", after: added }, now);
    if (empty.demands && empty.places) await begin?.(tx);
    return added;
  });
}

async function lookForEmpty(db: Db, demo: boolean) {
  const demand = await db.selectFrom("demand").select("id").limit(1).executeTakeFirst();
  const area = await db.selectFrom("area").select("code").limit(1).executeTakeFirst();
  return { demands: !demand, places: demo && !area };
}

async function seedDemands(db: Db, now: Date): Promise<void> {
  for (const [index, { slug, topics, texts, paper }] of foundingDemands.entries()) {
    const { id } = await db
      .insertInto("demand")
      .values({
        slug,
        topics,
        position: index + 1,
        state: "open",
        goal: null,
        created_at: OPENED_AT,
        opened_at: OPENED_AT,
        updated_at: now,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    if (paper)
      await db
        .insertInto("demand_paper")
        .values({ demand_id: id, ...paper })
        .execute();
    await db
      .insertInto("demand_text")
      .values(
        locales.map((locale) => ({
          ...texts[locale],
          demand_id: id,
          version: 1,
          locale,
          translated_by: null,
          created_at: now,
        })),
      )
      .execute();
    const opened = {
      kind: "opened" as const,
      ...{ subject: "", body: "", sourceUrl: null, occurredOn: dayOf(OPENED_AT) },
    };
    const entries = [opened, ...foundingUpdates.filter((update) => update.slug === slug)];
    await db
      .insertInto("demand_update")
      .values(
        entries.map(({ kind, subject, body, occurredOn, sourceUrl }) => ({
          demand_id: id,
          kind,
          outcome: null,
          subject,
          body,
          source_url: sourceUrl,
          occurred_on: occurredOn,
          created_at: now,
          updated_at: now,
        })),
      )
      .execute();
  }
}

async function seedPlaces(db: Db, now: Date): Promise<void> {
  const today = dayOf(now);
  await db
    .insertInto("legislature")
    .values({
      id: "uk-commons",
      name: "House of Commons",
      country: "GB",
      seats: 650,
      time_zone: TIME_ZONE,
    })
    .onConflict((oc) => oc.doNothing())
    .execute();
  for (const { id, name, party, area } of demoMembers) {
    await db
      .insertInto("area")
      .values({ ...area, legislature_id: "uk-commons" })
      .execute();
    await db
      .insertInto("member")
      .values({ id, name, full_title: `${name} MP`, party, legislature_id: "uk-commons" })
      .execute();
    await db
      .insertInto("membership")
      .values({ member_id: id, area_code: area.code, started_on: today })
      .execute();
    await db
      .insertInto("member_contact")
      .values({
        member_id: id,
        source: "file",
        email: `${name.toLowerCase().replaceAll(" ", ".")}@example.org`,
        seen_on: today,
      })
      .execute();
  }
  await db
    .insertInto("postcode")
    .values(demoPostcodes.map(([code, area_code]) => ({ code, area_code })))
    .onConflict((oc) => oc.doNothing())
    .execute();
}
