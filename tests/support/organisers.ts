/** A way in for an organiser of a test. */
import { linkToken } from "#app/keys.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import { href } from "#app/paths.ts";
import type { Db } from "#db/connection.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { testKeys } from "./signers.ts";

/** Adds an owner. @returns the path of a link that signs in once, as it is mailed */
export async function signInPath(db: Db, address = "chief@example.org"): Promise<string> {
  const now = new Date();
  await addOrganiser(db, testKeys, address, "owner", now);
  const { id: organiser_id } = await db
    .selectFrom("organiser")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  const id = uuidv7(now);
  await db.insertInto("organiser_link").values({ id, organiser_id, created_at: now }).execute();
  return href("/organise/sign-in/:token", { token: linkToken(testKeys, "sign-in", uuidBytes(id)) });
}
