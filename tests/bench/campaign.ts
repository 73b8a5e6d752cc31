/** A campaign of a country's size: 650 seats, 200,000 signatures spread as a real petition's, letters, answers, a long log. */
import { sql } from "kysely";

import { seedIfEmpty } from "#app/seed/seed.server.ts";
import type { Connection, Db } from "#db/connection.ts";
import { migrateToLatest } from "#db/migrate.ts";

import { approved, draft, organiser, send, sendAll } from "../support/letters.ts";
import { loadSignatures } from "./load-signatures.ts";
import { areSeatsThere, importInventedSeats, importRealSeats, readSpread } from "./real-places.ts";
import { postcodeOf } from "./requests.ts";
import { fillAnswers } from "./uncached-data.ts";

export const SIGNATURES = 200_000;
const AUDIT_ENTRIES = 20_000;

export interface Campaign {
  /** What stands behind the numbers, to be said beside them. */
  what: string;
  /** Of a letter that was sent to all, and of a draft. */
  letters: { sent: number; draft: number };
}

/**
 * Fills an empty database. Without the files of real places the seats are invented and some have many
 * times the signatures of others.
 */
export async function fillCampaign(
  { db, url }: Pick<Connection, "db"> & { url: string },
  signatures = SIGNATURES,
): Promise<Campaign> {
  const now = new Date();
  const what = await fillSignatures({ db, url }, signatures, now);
  await fillAnswers(db);
  await fillLog(db);
  const author = await organiser(db);
  const sent = await approved(db, author, draft([1, 2, 3], { perHour: 30_000 }));
  await send(db, sent, { at: now });
  await sendAll(db, sent, now);
  const unsent = await approved(db, author, draft([4, 5]));
  await db.updateTable("letter").set({ state: "draft" }).where("id", "=", unsent).execute();
  await sql`vacuum analyze`.execute(db);
  return { what, letters: { sent, draft: unsent } };
}

/** The founding demands, the seats, who holds them, and the signatures. @returns what they are */
export async function fillSignatures(
  { db, url }: Pick<Connection, "db"> & { url: string },
  signatures: number,
  now: Date,
): Promise<string> {
  await migrateToLatest(db);
  await seedIfEmpty(db, false, now);
  const isReal = areSeatsThere();
  await (isReal ? importRealSeats : importInventedSeats)(db, now);
  await fillPostcodes(db);
  const spread = readSpread();
  await loadSignatures(url, signatures, spread ? (code) => spread.get(code) ?? 0 : skewed);
  const seats = isReal ? "the real seats" : "invented seats";
  const how = spread && isReal ? "as a real petition's" : "unevenly";
  return `${seats}, ${signatures.toLocaleString("en-GB")} signatures spread ${how}`;
}

/** A few seats sign much, many little. */
const skewed = (_code: string, index: number) => 1 / Math.sqrt(1 + ((index * 7_919) % 650));

/** One postcode in each seat, so that people can sign from there. */
async function fillPostcodes(db: Db): Promise<void> {
  const areas = await db.selectFrom("area").select("code").orderBy("code").execute();
  await db
    .insertInto("postcode")
    .values(
      areas.map(({ code }, seat) => ({
        code: postcodeOf(seat).replace(" ", ""),
        area_code: code,
      })),
    )
    .execute();
}

/** Two years of a busy campaign. */
async function fillLog(db: Db): Promise<void> {
  await sql`insert into audit (at, organiser_id, action, subject, before, after)
    select now() - (${AUDIT_ENTRIES} - n) * interval '50 minutes', 1 + n % 5,
           (array['member.address', 'member.stance', 'letter.write', 'organiser.sign-in'])[1 + n % 4],
           case n % 4 when 2 then 'letter ' when 3 then 'organiser ' else 'member ' end || 1 + n % 650,
           to_jsonb('before ' || n), jsonb_build_object('quote', repeat('What was said. ', 20), 'n', n)
      from generate_series(1, ${AUDIT_ENTRIES}) n`.execute(db);
}
