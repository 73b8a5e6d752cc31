/** Organisers of a site, and the links that sign them in. */
import { linkToken } from "#app/keys.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";

import { href } from "#app/paths.ts";
import type { Db } from "#db/connection.ts";
import type { Role } from "#db/schema.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { testKeys } from "./signers.ts";

/** @returns the id */
export async function newOrganiser(
  db: Db,
  address: string,
  role: Role = "organiser",
): Promise<number> {
  await addOrganiser(db, testKeys, address, role, new Date());
  const { id } = await db
    .selectFrom("organiser")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

/** The path of a link as it is mailed; it signs this organiser, or a new owner, in once. */
export async function signInPath(db: Db, organiser?: number): Promise<string> {
  const organiser_id = organiser ?? (await newOrganiser(db, "chief@example.org", "owner"));
  const now = new Date();
  const id = uuidv7(now);
  await db.insertInto("organiser_link").values({ id, organiser_id, created_at: now }).execute();
  return href("/organise/sign-in/:token", { token: linkToken(testKeys, "sign-in", uuidBytes(id)) });
}
