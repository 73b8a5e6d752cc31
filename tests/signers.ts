/** Made-up demands and signers for tests that need some. */
import type { Db } from "#db/connection.ts";
import { deriveKeys, type Keys } from "#app/keys.server.ts";
import { confirm } from "#app/signatures/confirm.server.ts";
import { sign, type Wish } from "#app/signatures/sign.server.ts";

export const testKeys: Keys = deriveKeys([{ version: 1, key: Buffer.alloc(32, 7) }]);

/** An open demand; returns its id. */
export async function makeDemand(
  db: Db,
  slug: string,
  state: "draft" | "open" | "closed" = "open",
  closedAt: Date | null = null,
): Promise<number> {
  const now = new Date();
  const { id } = await db
    .insertInto("demand")
    .values({ slug, state, goal: null, created_at: now, updated_at: now, closed_at: closedAt })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("demand_text")
    .values({
      demand_id: id,
      version: 1,
      locale: "en",
      title: `Title of ${slug}`,
      summary: "Summary",
      body: "Body",
      addressee: "the government",
      translated_by: null,
      created_at: now,
    })
    .execute();
  return id;
}

export const wishFor = (demands: number[], address: string, place = "E14001172"): Wish => ({
  demands: demands.map((id) => ({ id, textVersion: 1, title: `Title ${id}` })),
  person: { name: "Ann O'Neil", address, postcode: "SW1A1AA" },
  place,
  locale: "en",
  updates: false,
});

/** Signs and gives the signing's id. */
export async function signed(db: Db, wish: Wish, now = new Date()): Promise<string> {
  const before = await db.selectFrom("signing").select("id").execute();
  await sign(db, testKeys, wish, now);
  const known = new Set(before.map(({ id }) => id));
  const after = await db.selectFrom("signing").select("id").execute();
  return after.find(({ id }) => !known.has(id))!.id;
}

/** Signs and confirms. */
export async function signedAndConfirmed(db: Db, wish: Wish, now = new Date()): Promise<void> {
  const id = await signed(db, wish, now);
  await confirm(
    db,
    id,
    wish.demands.map((demand) => demand.id),
    now,
  );
}

export async function countOf(db: Db, demand: number): Promise<number> {
  const row = await db
    .selectFrom("demand")
    .select("signature_count")
    .where("id", "=", demand)
    .executeTakeFirstOrThrow();
  return row.signature_count;
}
