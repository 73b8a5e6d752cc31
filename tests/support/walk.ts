/** A site on which every row of the table of paths can be asked for, by everybody whom a row tells apart. */
import { createHash } from "node:crypto";

import { type LinkWord, linkToken } from "#app/keys.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import { composeUpdate } from "#app/updates/write-update.server.ts";
import { signIn } from "#app/organisers/session.server.ts";
import { methodsOf, type Pattern, paths, rowOf } from "#app/paths.ts";
import type { Db } from "#db/connection.ts";
import type { Role } from "#db/schema.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { answerToken } from "#app/letters/copy-links.server.ts";

import { askedCopy, givenAnswer } from "./answers.ts";
import { now } from "./house.ts";
import { approved, draft, inOne, organiser } from "./letters.ts";
import { type Site, startSite } from "./server.ts";
import { inviteList } from "./supporters.ts";
import { testKeys } from "./signers.ts";
import { updateDraft } from "./updates.ts";

const HOUR = 3_600_000;

export interface Walk extends AsyncDisposable {
  site: Site;
  /** The `Cookie` headers of one of each role; the tired ones signed in three hours ago. */
  cookies: Record<Role | `tired ${Role}`, string>;
  /** A path of the row, of something that exists where it can. */
  exampleOf: (pattern: Pattern) => string;
}

export async function startWalk(): Promise<Walk> {
  const site = await startSite();
  const { db } = site;
  return {
    site,
    cookies: {
      owner: await sessionOf(db, "owner"),
      organiser: await sessionOf(db, "organiser"),
      viewer: await sessionOf(db, "viewer"),
      "tired owner": await sessionOf(db, "owner", 3 * HOUR),
      "tired organiser": await sessionOf(db, "organiser", 3 * HOUR),
      "tired viewer": await sessionOf(db, "viewer", 3 * HOUR),
    },
    exampleOf: await examplesIn(db),
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

/** The rows that show organisers a page; a new one is among them by itself. */
export const organisersPages = (Object.keys(paths) as Pattern[]).filter((pattern) => {
  const row = rowOf(pattern);
  const isOfThem = pattern === "/organise" || pattern.startsWith("/organise/");
  // the figures are a part of a page; what is no `.tsx` answers with a file, or leads elsewhere
  const isPage = row.file.endsWith(".tsx") && pattern !== "/organise/figures";
  return isOfThem && isPage && methodsOf(row).includes("GET");
});

/** Makes what a seeded database lacks. @returns a path of each row, of something that exists where it can */
export async function examplesIn(db: Db): Promise<Walk["exampleOf"]> {
  const slug = "free-the-prisoners";
  const demand = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", slug)
    .executeTakeFirstOrThrow();
  const author = await organiser(db);
  const letter = await approved(db, author, draft([demand.id], { subject: "Free the prisoners" }));
  await db.updateTable("letter").set({ state: "draft" }).where("id", "=", letter).execute();
  const update = await inOne(db, async (tx) => {
    const { id } = await composeUpdate(tx, author, updateDraft([demand.id]), now);
    return id;
  });
  const member = await db
    .selectFrom("member")
    .select("id")
    .orderBy("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const area = await db.selectFrom("area").select("code").limit(1).executeTakeFirstOrThrow();
  const { id: answer } = await db
    .insertInto("stance")
    .values({
      ...{ member_id: member.id, demand_id: demand.id, stance: "partly", stated_on: "2026-01-01" },
      ...{ quote: "", source: "a letter" },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { id: entry } = await db
    .selectFrom("demand_update")
    .select("id")
    .where("demand_id", "=", demand.id)
    .where("kind", "=", "update")
    .limit(1)
    .executeTakeFirstOrThrow();
  const run = await db
    .insertInto("import_run")
    .values({
      ...{ kind: "members", source: "file", state: "done", name: "list.csv" },
      ...{ created_at: now, finished_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const list = await inviteList(db, demand.id, now);
  const bulk = await db
    .insertInto("review")
    .values({
      ...{ deed: "hold", conditions: JSON.stringify({ place: "KZ" }), reason: "Made up" },
      ...{ state: "done", number: 0, created_at: now, begun_at: now, finished_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const signing = uuidBytes(uuidv7(new Date()));
  const asked = await askedCopy(db, demand.id);
  const values: Record<string, string> = {
    slug,
    code: area.code,
    id: String(demand.id),
    answer: String(answer),
    deed: "close",
    entry: String(entry),
    locale: "uk",
    cluster: "place-KZ",
  };
  // the longer beginnings first
  const ids = {
    "/organise/members/import/": run.id,
    "/members/": member.id,
    "/organise/members/": member.id,
    "/organise/letters/": letter,
    "/organise/supporters/lists/": list,
    "/organise/signatures/work/": bulk.id,
    "/organise/updates/": update,
    "/organise/answers/": await givenAnswer(db, testKeys, asked, demand.id),
    "/organise/people/": await organiser(db, "somebody@example.org"),
  };
  return (pattern) => {
    if (pattern === "/*") return "/no/such/path";
    const [word] = /confirm|manage|unsubscribe|sign-in|invitation|no-more/.exec(pattern) ?? [
      "confirm",
    ];
    const token = pattern.startsWith("/answer/")
      ? answerToken(testKeys, asked)
      : linkToken(testKeys, word as LinkWord, signing);
    const owner = Object.entries(ids).find(([start]) => pattern.startsWith(start));
    const file = pattern.includes("/constituencies/")
      ? `${area.code}.json`.toLowerCase()
      : "1.json";
    const all = { ...values, file, token, ...(owner && { id: String(owner[1]) }) };
    return pattern.replace(/:(\w+)/g, (_, name: string) => all[name as keyof typeof all] ?? name);
  };
}

/** @param age of the sign-in in milliseconds; the session is awake all the same */
async function sessionOf(db: Db, role: Role, age = 0): Promise<string> {
  const moment = new Date();
  const address = `${role}-${age}@example.org`;
  await addOrganiser(db, testKeys, address, role, now);
  const { id: organiser_id } = await db
    .selectFrom("organiser")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  const id = uuidv7(moment);
  await db.insertInto("organiser_link").values({ id, organiser_id, created_at: moment }).execute();
  const link = { id, ownerAddress: address, oldToken: undefined };
  const token = (await signIn(db, testKeys, link, moment))!;
  await db
    .updateTable("organiser_session")
    .set({ created_at: new Date(moment.getTime() - age) })
    .where("token_hash", "=", createHash("sha256").update(token).digest())
    .execute();
  return `organiser=${token}`;
}
