/** A campaign in which everything has happened once: what the states of pages are shown with. */
import { TITLE_MAX } from "#app/demands/words.ts";
import { fillPath, type Pattern } from "#app/paths.ts";
import { locales } from "#app/words/locale.ts";
import type { Connection, Db } from "#db/connection.ts";
import { makeSigningDays } from "#db/partitions.ts";
import type { DemandState, Outcome } from "#db/schema.ts";

import { fillSignatures } from "../bench/campaign.ts";
import { fillAnswers } from "../bench/uncached-data.ts";
import { fillCluster } from "../guide/signers.ts";
import { bulkWork } from "../support/bulk.ts";
import { approved, draft, organiser, send, sendAll } from "../support/letters.ts";
import { titles } from "../support/long-data.ts";
import { approvedUpdate, sendNow, updateDraft } from "../support/updates.ts";
import { examplesIn } from "../support/walk.ts";
import { makeLinks } from "./links.ts";

const SIGNATURES = 5_000;
export const SLUG = "free-the-prisoners";

export type Facts = Awaited<ReturnType<typeof fillGallery>>;

/** Fills a database that is migrated and no more. @returns what the states name */
export async function fillGallery({ db, url }: Pick<Connection, "db"> & { url: string }) {
  const now = new Date();
  await makeSigningDays(db, now);
  await fillSignatures({ db, url }, SIGNATURES, now);
  await fillAnswers(db);
  const letters = await writeLetters(db, now);
  const walk = await examplesIn(db);
  await addDemands(db, now);
  const demand = await idOf(db, SLUG);
  const links = await makeLinks(db, demand, now);
  await fillCluster(db, SLUG);
  await raiseConcerns(db, now);
  const vacant = await vacateSeat(db);
  const author = await organiser(db);
  const works = bulkWork(db, author, () => new Date());
  const { id: bulk } = await works.find("hold", { place: "KZ" });
  const update = await approvedUpdate(db, author, updateDraft([demand]));
  await sendNow(db, update);
  /** What tells more than any that the table of paths finds. */
  const examples: Partial<Record<Pattern, string>> = {
    "/confirm/:token": fillPath("/confirm/:token", { token: links.waiting }),
    "/confirm/:token/not-me": fillPath("/confirm/:token/not-me", { token: links.waiting }),
    "/manage/:token": fillPath("/manage/:token", { token: links.manage }),
    "/unsubscribe/:token": fillPath("/unsubscribe/:token", { token: links.unsubscribe }),
    "/no-more/:token": fillPath("/no-more/:token", { token: links.noMore }),
    "/organise/sign-in/:token": links.signIn,
    "/organise/invitation/:token": links.invitation,
    "/letters/:id": fillPath("/letters/:id", { id: letters.sent }),
    "/organise/signatures/clusters/:cluster": "/organise/signatures/clusters/place-KZ",
  };
  const ids = {
    closed: await idOf(db, "it-is-closed"),
    met: await idOf(db, "it-is-met"),
    draft: await idOf(db, "nobody-sees-it-yet"),
  };
  return {
    ...{ demand, ids, links, letters, vacant, bulk, update },
    exampleOf: (pattern: Pattern): string => examples[pattern] ?? walk(pattern),
  };
}

/** One that was sent to many, and one that nobody has approved. @returns their ids */
async function writeLetters(db: Db, now: Date): Promise<{ sent: number; draft: number }> {
  const author = await organiser(db);
  // more than stand on one page of copies
  const those = await db
    .selectFrom("membership")
    .select("member_id")
    .distinct()
    .limit(60)
    .execute();
  const members = those.map(({ member_id }) => member_id);
  const audience = { to: "members" as const, members };
  const sent = await approved(db, author, draft([1, 2, 3], { perHour: 30_000, audience }));
  await send(db, sent, { at: now });
  await sendAll(db, sent, now);
  const unsent = await approved(db, author, draft([4, 5]));
  await db.updateTable("letter").set({ state: "draft" }).where("id", "=", unsent).execute();
  return { sent, draft: unsent };
}

const idOf = async (db: Db, slug: string): Promise<number> =>
  (await db.selectFrom("demand").select("id").where("slug", "=", slug).executeTakeFirstOrThrow())
    .id;

/** By its slug what is special about a demand. */
const demands: Record<
  string,
  { state: DemandState; outcome?: Outcome; count?: number; held?: number; inEnglishAlone?: true }
> = {
  "nobody-has-signed": { state: "open" },
  "a-million-signed": { state: "open", count: 1_234_567, held: 48 },
  "a-long-title": { state: "open", count: 7 },
  "in-english-alone": { state: "open", count: 31, inEnglishAlone: true },
  "it-is-closed": { state: "closed", count: 4_321 },
  "it-is-met": { state: "closed", outcome: "met", count: 98_765 },
  "nobody-sees-it-yet": { state: "draft" },
  "it-was-taken-off": { state: "removed", count: 12 },
};

/** @param slug says of a demand what its title does */
function titleOf(slug: string, locale: keyof typeof titles): string {
  const long = `${titles[locale]}, ${titles[locale].toLowerCase()} `.repeat(2);
  if (slug === "a-long-title") return long.slice(0, TITLE_MAX).trim();
  return `${titles[locale].split(" ").slice(0, 2).join(" ")} (${slug.replaceAll("-", " ")})`;
}

async function addDemands(db: Db, now: Date): Promise<void> {
  const month = new Date(now.getTime() - 30 * 86_400_000);
  for (const [slug, { state, outcome, count, held, inEnglishAlone }] of Object.entries(demands)) {
    const { id } = await db
      .insertInto("demand")
      .values({
        ...{ slug, state, goal: null, position: 50, created_at: month, updated_at: now },
        ...{ signature_count: count ?? 0, held_count: held ?? 0, outcome: outcome ?? "none" },
        ...{ opened_at: state === "draft" ? null : month },
        ...{ closed_at: state === "closed" || state === "removed" ? now : null },
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("demand_text")
      .values(
        (inEnglishAlone ? (["en"] as const) : locales).map((locale) => ({
          ...{ demand_id: id, version: 1, locale, title: titleOf(slug, locale) },
          ...{ summary: titles[locale], body: `${titles[locale]}.\n\n- ${titles[locale]}` },
          ...{ addressee: "the Foreign Office", translated_by: null, created_at: now },
        })),
      )
      .execute();
    await tell(db, id, outcome, now);
    if (count) await spread(db, id, count, now);
  }
}

/** News, an answer, and what came of it. */
async function tell(db: Db, id: number, outcome: Outcome | undefined, now: Date): Promise<void> {
  const entry = {
    ...{ demand_id: id, source_url: "https://example.org/source", created_at: now },
    ...{ occurred_on: now.toISOString().slice(0, 10), updated_at: now, body: titles.en },
  };
  await db
    .insertInto("demand_update")
    .values([
      { ...entry, kind: "update", subject: "A question was asked in the House" },
      { ...entry, kind: "answer", subject: "The minister answered" },
      ...(outcome ? [{ ...entry, kind: "outcome" as const, outcome, subject: "It is met" }] : []),
    ])
    .execute();
}

/** A few places have most of the signatures, and a month its days. */
async function spread(db: Db, id: number, count: number, now: Date): Promise<void> {
  const places = await db.selectFrom("area").select("code").orderBy("code").limit(40).execute();
  const each = places.map(({ code }, index) => ({
    ...{ demand_id: id, place: code },
    signature_count: Math.ceil(count / (index + 2) / 4),
  }));
  await db.insertInto("tally_place").values(each).execute();
  const days = Array.from({ length: 30 }, (_, day) => ({
    demand_id: id,
    hour: new Date(Math.floor(now.getTime() / 3_600_000 - 24 * day - 1) * 3_600_000),
    signature_count: Math.ceil((count / 30) * (1 + Math.sin(day))),
  }));
  await db.insertInto("tally_hour").values(days).execute();
}

/** What organisers have to look at. */
async function raiseConcerns(db: Db, now: Date): Promise<void> {
  await db
    .insertInto("organiser_task")
    .values([
      { kind: "mail-unknown", subject: "a", data: '{"mails": 12}', created_at: now },
      {
        ...{ kind: "invitation-bounced", subject: "invitation 1", created_at: now },
        data: '{"problem": "mailbox unavailable"}',
      },
    ])
    .execute();
}

/** @returns the code of a constituency for which nobody sits any more */
async function vacateSeat(db: Db): Promise<{ code: string; member: number }> {
  const seat = await db
    .selectFrom("membership")
    .select(["area_code as code", "member_id as member"])
    .where("ended_on", "is", null)
    .orderBy("area_code", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  await db
    .updateTable("membership")
    .set(({ ref }) => ({ ended_on: ref("started_on") }))
    .where("member_id", "=", seat.member)
    .execute();
  return seat;
}
