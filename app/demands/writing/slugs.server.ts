/** Which slugs are free: what a demand had once leads to it for ever, and to no other. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import { slugFrom } from "../slug.ts";

/** Until the transaction ends nobody else gives a demand a slug. */
export const holdSlugs = (tx: Transaction<Database>) =>
  sql`lock table demand_slug in share row exclusive mode`.execute(tx);

/** @param demandId the demand that may have it; undefined for a new one */
export async function isSlugFree(db: Db, slug: string, demandId?: number): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from demand where slug = ${slug} and id is distinct from ${demandId ?? null})
        or exists (select from demand_slug
                    where slug = ${slug} and demand_id is distinct from ${demandId ?? null}) as taken
  `.execute(db);
  return !rows[0]!.taken;
}

/** The slug of a title, with a number where another demand has it. */
export async function proposeSlug(db: Db, title: string, demandId?: number): Promise<string> {
  const slug = slugFrom(title);
  for (let number = 1; ; number++) {
    const proposed = number === 1 ? slug : `${slug}-${number}`;
    if (await isSlugFree(db, proposed, demandId)) return proposed;
  }
}

/** Keeps the slug that a demand had until now. */
export async function keepOldSlug(tx: Db, demand_id: number, slug: string, now: Date) {
  await tx
    .insertInto("demand_slug")
    .values({ slug, demand_id, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
