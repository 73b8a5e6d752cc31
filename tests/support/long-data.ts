/** A site whose titles, names, parties, addresses and numbers are as long as they get. */
import { sql } from "kysely";

import { composeLetter } from "#app/letters/write-letter.server.ts";
import type { Db } from "#db/connection.ts";

import { approved, draft, inOne, send } from "./letters.ts";
import { newOrganiser, signInPath } from "./organisers.ts";
import type { Site } from "./server.ts";
import { linkIn, visitor } from "./visitor.ts";
import { examplesIn, organisersPages } from "./walk.ts";

export const SLUG = "free-the-prisoners";
export const PLACE = "E14001172";
export const MEMBER = 9_000_001;

/** Some sixty letters each, and in every one a word that a phone has no room for. */
export const titles = {
  en: "Internationalise investigations of disproportionate violence",
  uk: "Звільніть протестувальників і розслідуйте катування арештантів",
  kk: "Наразылық білдірушілерге жауапкершіліктеріңізден қашпаңыздар",
  ru: "Освободите политзаключённых и высокопрофессиональных юристов",
} as const;

const address = "elizabeth.montgomery-wolfeschlegel@constituency-office.example.org";
const surname = "Hubert Wolfeschlegelsteinhausenbergerdorff";

const areas: Record<string, string> = {
  [PLACE]: "Dumfriesshire, Clydesdale and Tweeddale",
  E14001305: "Montgomeryshire and Glyndŵr",
  E14001319: "Ynys Môn",
  E14001352: "Inverness, Skye and West Ross-shire",
};

async function lengthen(db: Db): Promise<number> {
  const { id } = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", SLUG)
    .executeTakeFirstOrThrow();
  for (const [locale, title] of Object.entries(titles))
    await sql`update demand_text set title = ${title} where demand_id = ${id} and locale = ${locale}`.execute(
      db,
    );
  await sql`update demand set signature_count = 12345678, outcome = 'acknowledged' where id = ${id}`.execute(
    db,
  );
  for (const [code, name] of Object.entries(areas))
    await sql`update area set name = ${name}, name_cy = 'Dwyfor Meirionnydd' where code = ${code}`.execute(
      db,
    );
  await sql`update member set name = ${surname}, full_title = ${`The Rt Hon ${surname} KCMG MP`},
      party = 'Social Democratic and Labour Party' where id = ${MEMBER}`.execute(db);
  await sql`update member_contact set email = ${address} where member_id = ${MEMBER}`.execute(db);
  await sql`insert into tally_place (demand_id, place, signature_count)
      select ${id}::int, code, 10000000 / row_number() over (order by code)::int from area
      union all select ${id}::int, unnest(array['UA', 'VC']), 4321`.execute(db);
  await sql`insert into tally_hour (demand_id, hour, signature_count)
      select ${id}::int, date_trunc('hour', now()) - n * interval '1 day', 1000 * n
      from generate_series(1, 20) n`.execute(db);
  await sql`insert into demand_update (demand_id, kind, outcome, subject, body, source_url, occurred_on, created_at, updated_at)
      values (${id}, 'outcome', 'acknowledged', ${titles.en}, ${`Write to ${address} or see https://example.org/${"long-path/".repeat(6)}.`},
      'https://example.org/source', current_date, now(), now())`.execute(db);
  await sql`insert into stance (member_id, demand_id, stance, quote, source, stated_on)
      values (${MEMBER}, ${id}, 'declined', 'Not now.', ${`https://example.org/${"statement-".repeat(6)}`}, current_date)`.execute(
    db,
  );
  await sql`insert into organiser_task (kind, subject, data, created_at) values
      ('mail-unknown', 'a', '{"mails": 12345678}', now())`.execute(db);
  return id;
}

/** A letter that was sent and one that is a draft. @returns their ids */
async function writeLetters(db: Db, author: number, demand: number) {
  const text = draft([demand], {
    subject: titles.en,
    body: `Dear {{member.name}},\n\n${titles.uk}: {{total}} signed, {{total.constituency}} in {{constituency}}. ${address}`,
  });
  const sent = await approved(db, author, text);
  await send(db, sent, { at: new Date() });
  const { id } = await inOne(db, (tx) => composeLetter(tx, author, text, new Date()));
  return { sent, open: id };
}

export interface LongPages {
  /** In every language. */
  everybody: string[];
  /** In English alone, for who is signed in. */
  organisers: string[];
  signIn: string;
}

/** Fills the site's database. @returns the paths to look at */
export async function makeLong(site: Site): Promise<LongPages> {
  const demand = await lengthen(site.db);
  const chief = await newOrganiser(site.db, address, "owner");
  const { sent, open } = await writeLetters(site.db, chief, demand);
  const ann = visitor(site.base);
  const at = `/demands/${SLUG}`;
  await ann.sign(SLUG, { email: address, name: surname });
  const confirm = linkIn((await ann.mails(address))[0]!, "/confirm/");
  await ann.post(confirm, {});
  await ann.sign("russian-troops-out", { email: "other@example.org" });
  const waits = linkIn((await ann.mails("other@example.org"))[0]!, "/confirm/");
  const exampleOf = await examplesIn(site.db);
  return {
    everybody: [
      ...["/", at, `${at}/sign`, `${at}/check-your-inbox`, `${at}/check-your-inbox/later`],
      ...[`${at}/signed`, "/constituencies", `/constituencies/${PLACE}`, "/members"],
      ...[`/members/${MEMBER}`, "/letters", `/letters/${sent}?constituency=${PLACE}`],
      ...["/about", "/privacy", "/accessibility", "/manage", "/manage/check-your-inbox"],
      ...["/nowhere", waits, `${waits}/not-me`, await ann.manageLink(address)],
    ],
    organisers: [
      ...organisersPages.map(exampleOf),
      // the same in other states
      ...[`/organise/letters/${open}`, `/organise/letters/${open}/edit`],
      ...[`/organise/letters/${sent}`, `/organise/letters/${sent}/preview?member=${MEMBER}`],
      ...[`/organise/demands/${demand}/life/outcome`, "/organise/members?q=nobody", "/mailbox"],
    ],
    signIn: await signInPath(site.db, chief),
  };
}
