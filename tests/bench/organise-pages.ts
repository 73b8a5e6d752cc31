/** Every page of the organisers with an example or more, from the table of paths, and what their forms show. */
import { audienceOf, href, methodsOf, type Pattern, paths, rowOf } from "#app/paths.ts";
import { askForSet } from "#app/review/bulk/ask-bulk.server.ts";
import { getBulk } from "#app/review/bulk/get-bulk.server.ts";
import { workBulks } from "#app/review/bulk/work-bulks.server.ts";
import { composeUpdate } from "#app/updates/write-update.server.ts";
import type { Db } from "#db/connection.ts";

import { askedCopy, givenAnswer } from "../support/answers.ts";
import { inviteList } from "../support/supporters.ts";
import { testKeys } from "../support/signers.ts";
import type { Campaign } from "./campaign.ts";
import { updateDraft } from "../support/updates.ts";
import { DEMAND } from "./site.ts";
import { insist } from "./tools.ts";

export interface OrganisePage {
  name: string;
  path: string;
  /** Of a post, another one each time. */
  body?: (number: number) => Record<string, string>;
}

/** A bulk work that waits for its organiser, of all that one demand has. */
async function foundBulk(db: Db): Promise<number> {
  const asked = { deed: "hold", conditions: { demand: DEMAND.id }, organiserId: 1 } as const;
  const id = await askForSet(db, asked, new Date());
  for (let state = "finding"; state === "finding"; state = (await getBulk(db, id))!.state)
    await workBulks(db, () => new Date());
  return id;
}

/** Further views of a page, by what follows its path. */
const views: Partial<Record<Pattern, readonly string[]>> = {
  "/organise/signatures": ["?by=hour", "?by=place", "?by=source", "?by=place&demand=1"],
  "/organise/audit": ["?q=said", "?q=nothing+like+it", "?subject=member+7", "?action=letter.write"],
};

/** A draft for everybody who signed the demand that is read. */
async function anUpdate(db: Db): Promise<number> {
  const { id: author } = await db
    .selectFrom("organiser")
    .select("id")
    .orderBy("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const { id } = await db
    .transaction()
    .execute((tx) => composeUpdate(tx, author, updateDraft([DEMAND.id]), new Date()));
  return id;
}

/**
 * @returns a page for each row that organisers may read
 * @throws NotFit for a row with a parameter of which no example is known
 */
export async function organisePages(
  db: Db,
  { letters }: Pick<Campaign, "letters">,
): Promise<OrganisePage[]> {
  const first = async (table: "member" | "organiser" | "stance") =>
    (await db.selectFrom(table).select("id").orderBy("id").limit(1).executeTakeFirstOrThrow()).id;
  const member = await first("member");
  const answer = await db
    .selectFrom("stance")
    .select(["id", "member_id"])
    .orderBy("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const list = await inviteList(db, DEMAND.id, new Date());
  const entry = await db
    .selectFrom("demand_update")
    .select("id")
    .where("demand_id", "=", DEMAND.id)
    .where("kind", "=", "update")
    .orderBy("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const run = await db
    .insertInto("import_run")
    .values({
      ...{ kind: "members", source: "file", state: "done", name: "list.csv" },
      ...{ created_at: new Date(), finished_at: new Date() },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const bulk = await foundBulk(db);
  const given = await givenAnswer(db, testKeys, await askedCopy(db, DEMAND.id), DEMAND.id);
  /** By the beginning of a path, the longest first: what its parameters are. */
  const examples: Record<string, Record<string, string | number>> = {
    "/organise/members/:id/answers/": { id: answer.member_id, answer: answer.id },
    "/organise/members/import/": { id: run.id },
    "/organise/members/": { id: member, member },
    "/organise/letters/:id/edit": { id: letters.draft },
    "/organise/letters/": { id: letters.sent, member },
    "/organise/supporters/lists/": { id: list },
    "/organise/demands/": { id: DEMAND.id, locale: "uk", deed: "close", entry: entry.id },
    "/organise/updates/": { id: await anUpdate(db) },
    "/organise/answers/": { id: given },
    "/organise/people/": { id: await first("organiser") },
    "/organise/signatures/clusters/": { cluster: "place-KZ" },
    "/organise/signatures/work/": { id: bulk },
  };
  const exampleOf = (pattern: Pattern) => {
    const given = Object.entries(examples).find(([start]) => pattern.startsWith(start))?.[1] ?? {};
    return pattern.replace(/:(\w+)/g, (_, name: string) => {
      insist(name in given, `tests/bench/organise-pages.ts has no example of ${pattern}`);
      return String(given[name]);
    });
  };
  const pages = (Object.keys(paths) as Pattern[])
    .filter((pattern) => audienceOf(rowOf(pattern)) === "organisers")
    // a file leads elsewhere where nobody asked for it
    .filter((pattern) => rowOf(pattern).file.endsWith(".tsx"))
    .filter((pattern) => methodsOf(rowOf(pattern)).includes("GET"))
    .flatMap((pattern) =>
      ["", ...(views[pattern] ?? [])].map((view) => ({
        name: `${pattern}${view}`,
        path: `${exampleOf(pattern)}${view}`,
      })),
    );
  const [anybody] = await db
    .selectFrom("membership")
    .select("member_id")
    .where("ended_on", "is", null)
    .orderBy("member_id", "desc")
    .limit(1)
    .execute();
  const draft = { id: letters.draft };
  const shown = (number: number) => ({
    ...{ intent: "show", demand: DEMAND.slug, audience: "all", per_hour: "60", window: "any" },
    subject: `To {{member.name}}, ${number}`,
    body: `{{total}} signed {{demand.title}}, {{total.constituency}} in {{constituency}}. ${number}`,
  });
  const compose = (name: string, path: string): OrganisePage => ({ name, path, body: shown });
  const copyOf = (letter: number) =>
    `${href("/organise/letters/:id/preview", { id: letter })}?member=${anybody!.member_id}`;
  return [
    ...pages,
    { name: "/organise/letters/:id, a draft", path: href("/organise/letters/:id", draft) },
    { name: "a member's preview, of a draft", path: copyOf(letters.draft) },
    { name: "a member's preview, of a letter that was sent", path: copyOf(letters.sent) },
    compose("a sample while a letter is written", href("/organise/letters/new")),
    compose("a sample while a draft is changed", href("/organise/letters/:id/edit", draft)),
  ];
}
