/** Made-up demands and signers for tests that need some. */
import type { Db } from "#db/connection.ts";
import { deriveKeys, type Keys, signerKey } from "#app/keys.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { confirmClicks } from "#app/signatures/confirm.server.ts";
import { prepareSigning, storeSignings } from "#app/signatures/sign.server.ts";
import type { Wish } from "#app/signatures/signing-form.ts";

export const testKeys: Keys = deriveKeys([{ version: 1, key: Buffer.alloc(32, 7) }]);

/** What stands for a signer wherever their address must not. */
export const keyOf = (address: string): Buffer => signerKey(testKeys, canonicalAddress(address));

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

/** What somebody wants to sign: demands by id. */
export interface TestWish extends Omit<Wish, "slugs"> {
  demands: number[];
}

export const wishFor = (
  demands: number[],
  address: string,
  place = "KZ",
  postcode: string | null = null,
): TestWish => ({
  demands,
  person: { name: "Ann O'Neil", address, postcode },
  place,
  locale: "en",
  updates: false,
});

/** A constituency of that GSS code, unless it is there. */
async function makeArea(db: Db, code: string): Promise<void> {
  await db
    .insertInto("legislature")
    .values({ id: "test", name: "Test", country: "GB", seats: 1, time_zone: "Europe/London" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const area = {
    code,
    legislature_id: "test",
    name: code,
    name_cy: null,
    region_code: "E12000001",
  };
  await db
    .insertInto("area")
    .values({
      ...area,
      region: "Region",
      country: "England",
      electorate: null,
      parliament_id: null,
      hex_q: null,
      hex_r: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Signs at the place that is stated, whatever the postcode table knows; every demand has to be open. */
export async function signed(
  db: Db,
  { demands, ...wish }: TestWish,
  now = new Date(),
): Promise<string> {
  const known = await db.selectFrom("demand").select(["id", "slug"]).execute();
  if (wish.place?.length === 9) await makeArea(db, wish.place);
  const slugs = demands.map((demand) => known.find(({ id }) => id === demand)!.slug);
  const signing = prepareSigning(testKeys, { ...wish, slugs }, now);
  const [outcome] = await storeSignings(db, [{ ...signing, postcode: null }]);
  if (outcome !== "taken") throw new Error(`the signing was not taken: ${outcome}`);
  return signing.id;
}

/** Confirms these demands of a signing; gives how many of them stand now. */
export async function confirm(
  db: Db,
  id: string,
  demands: readonly number[],
  now: Date,
): Promise<number> {
  const [confirmed] = await confirmClicks(db, [{ id, ticked: demands.map(String) }], now);
  return confirmed!.slugs.length;
}

/** Confirms by slugs, those among them that the signing is not for; gives what stands now. */
export async function confirmSlugs(
  db: Db,
  id: string,
  slugs: readonly string[],
  now: Date,
): Promise<string[]> {
  const [confirmed] = await confirmClicks(db, [{ id, ticked: slugs }], now);
  return confirmed!.slugs;
}

/** Signs and confirms. */
export async function signedAndConfirmed(db: Db, wish: TestWish, now = new Date()): Promise<void> {
  await confirm(db, await signed(db, wish, now), wish.demands, now);
}

export async function countOf(db: Db, demand: number): Promise<number> {
  const row = await db
    .selectFrom("demand")
    .select("signature_count")
    .where("id", "=", demand)
    .executeTakeFirstOrThrow();
  return row.signature_count;
}
