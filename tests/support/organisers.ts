/** Organisers of a site, and the links that sign them in. */
import { linkToken } from "#app/keys.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import type { Db } from "#db/connection.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { testKeys } from "./signers.ts";

/** @returns the id */
export async function newOrganiser(db: Db, address: string): Promise<number> {
  await addOrganiser(db, testKeys, address, "organiser", new Date());
  const { id } = await db
    .selectFrom("organiser")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

/** The path of a link as it is mailed; it works once. */
export async function signInPath(db: Db, organiser_id: number): Promise<string> {
  const now = new Date();
  const id = uuidv7(now);
  await db.insertInto("organiser_link").values({ id, organiser_id, created_at: now }).execute();
  return `/organise/sign-in/${linkToken(testKeys, "sign-in", uuidBytes(id))}`;
}
