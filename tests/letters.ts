/** What tests of organisers and letters begin with: keys, a House, demands, totals, organisers. */
import type { Db } from "#db/connection.ts";
import { deriveKeys } from "#app/keys.server.ts";
import type { Draft } from "#app/letters/letter.ts";
import { approveLetter } from "#app/letters/approve-letter.server.ts";
import { releaseCopies } from "#app/letters/release-copies.server.ts";
import { sendLetter } from "#app/letters/send-letter.server.ts";
import { composeLetter } from "#app/letters/write-letter.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";

export const keys = deriveKeys([{ version: 1, key: Buffer.alloc(32, 7) }]);
/** A Wednesday, 11:00 in London. */
export const now = new Date("2026-03-04T11:00:00Z");
export const later = (seconds: number, from = now): Date =>
  new Date(from.getTime() + seconds * 1000);

/** As many constituencies with a member each; members' ids are 1, 2, …; every one has an address. */
export async function seedHouse(db: Db, seats: number): Promise<void> {
  await db
    .insertInto("legislature")
    .values({ id: "house", name: "House", country: "GB", seats, time_zone: "Europe/London" })
    .execute();
  const each = Array.from({ length: seats }, (_, index) => ({
    id: index + 1,
    code: `E${String(14_000_001 + index)}`,
  }));
  await db
    .insertInto("area")
    .values(
      each.map(({ id, code }) => ({
        code,
        legislature_id: "house",
        name: `Place ${String(id).padStart(3, "0")}`,
        name_cy: null,
        region_code: "E12000001",
        region: id % 2 ? "North" : "South",
        country: "England",
        electorate: 70_000,
        parliament_id: null,
        hex_q: null,
        hex_r: null,
      })),
    )
    .execute();
  await db
    .insertInto("member")
    .values(
      each.map(({ id }) => ({
        id,
        legislature_id: "house",
        name: `Member ${id}`,
        full_title: `Member ${id} MP`,
        party: id % 3 ? "Red" : "Blue",
      })),
    )
    .execute();
  await db
    .insertInto("membership")
    .values(
      each.map(({ id, code }) => ({ member_id: id, area_code: code, started_on: "2024-07-05" })),
    )
    .execute();
  await db
    .insertInto("member_contact")
    .values(
      each.map(({ id }) => ({
        member_id: id,
        source: "file" as const,
        email: `m${id}@example.org`,
        seen_on: "2026-01-01",
      })),
    )
    .execute();
}

/** An open demand with its total, and the numbers of the first places in their order. */
export async function seedDemand(
  db: Db,
  slug: string,
  title: string,
  total: number,
  places: readonly number[],
): Promise<number> {
  const { id } = await db
    .insertInto("demand")
    .values({
      slug,
      state: "open",
      goal: null,
      signature_count: total,
      created_at: now,
      updated_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("demand_text")
    .values({
      demand_id: id,
      version: 1,
      locale: "en",
      title,
      summary: "",
      body: "",
      addressee: "them",
      translated_by: null,
      created_at: now,
    })
    .execute();
  if (places.length > 0)
    await db
      .insertInto("tally_place")
      .values(
        places.map((signature_count, index) => ({
          demand_id: id,
          place: `E${String(14_000_001 + index)}`,
          signature_count,
        })),
      )
      .execute();
  return id;
}

export async function organiser(db: Db, address = "ann@example.org"): Promise<number> {
  await addOrganiser(db, keys, address, undefined, now);
  const { id } = await db
    .selectFrom("organiser")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

export const draft = (demandIds: number[], more: Partial<Draft> = {}): Draft => ({
  subject: "To {{member.name}}",
  body: "{{total}} signed {{demand.title}}, {{total.constituency}} in {{constituency}}.",
  demandIds,
  audience: { to: "all" },
  perHour: 60,
  window: "any",
  ...more,
});

type Tx = Parameters<typeof sendLetter>[0];
/** In a transaction of its own. */
export const inOne = <T>(db: Db, deed: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute(deed);

/** A letter that is approved by its author. @returns its id */
export async function approved(db: Db, author: number, wish: Draft): Promise<number> {
  const { id } = await inOne(db, (tx) => composeLetter(tx, author, wish, now));
  await inOne(db, (tx) => approveLetter(tx, id, author, now));
  return id;
}

export async function send(
  db: Db,
  id: number,
  how: { live?: boolean; reason?: string; at?: Date } = {},
): Promise<string> {
  const { live = true, reason = "", at = now } = how;
  const { said } = await inOne(db, (tx) => sendLetter(tx, id, { live, reason }, at));
  return said;
}

/** Lets everything out that is ever due, and marks it as taken by the provider. @returns the time */
export async function sendAll(db: Db, id: number, from = now): Promise<Date> {
  for (let time = from; ; time = later(60, time)) {
    await releaseCopies(db, keys, time);
    await db
      .updateTable("mail_message")
      .set({ state: "sent", settled_at: time })
      .where("state", "in", ["queued", "sending"])
      .execute();
    const { state } = await letterRow(db, id);
    if (state !== "sending") return time;
  }
}

export const letterRow = (db: Db, id: number) =>
  db.selectFrom("letter").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

export interface LetterParams {
  letter: number;
  member: number;
  subject: string;
  body: string;
}

/** The copies in the outbox, by member. */
export async function mailedCopies(db: Db, letter: number): Promise<LetterParams[]> {
  const rows = await db
    .selectFrom("mail_message")
    .select("params")
    .where("kind", "=", "letter")
    .execute();
  return rows
    .map(({ params }) => params as unknown as LetterParams)
    .filter((params) => params.letter === letter)
    .sort((a, b) => a.member - b.member);
}
