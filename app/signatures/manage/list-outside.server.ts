/** What tables above this room keep of a signer, for that signer to see. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { externalId, type Keys, unseal } from "../../keys.server.ts";
import { openOwnLetter } from "../own-letters/open.server.ts";
import { monthsLater } from "./list-news.server.ts";
import type { HeldOutside, HeldOwnLetter } from "./held.ts";

/** Without a signature its id alone is kept, at most so long. */
const MONTHS_UNLINKED = 12;

export async function listOutside(db: Db, keys: Keys, signerKey: Buffer): Promise<HeldOutside> {
  const id = externalId(keys, signerKey);
  const { rows: given } = await sql<HeldOutside["given"][number]>`
    select x.created_at as at, x.recipient as "to", x.reason
      from exported_supporter e join supporter_export x on x.id = any (e.export_ids)
     where e.external_id = ${id} order by x.id desc`.execute(db);
  const unlinked = await db
    .selectFrom("exported_supporter")
    .select("unlinked_at")
    .where("external_id", "=", id)
    .where("signer_key", "is", null)
    .executeTakeFirst();
  const waiting = await db
    .selectFrom("invite")
    .select(["signer_key", "address", "key_version"])
    .where("signer_key", "=", signerKey)
    .execute();
  const invited = await db
    .selectFrom("invited")
    .select(["invited_at", "never"])
    .where((eb) => eb.or([eb("signer_key", "=", signerKey), eb("inbox_key", "=", signerKey)]))
    .executeTakeFirst();
  return {
    ownLetters: await listOwnLetters(db, keys, signerKey),
    given,
    removalUntil: unlinked?.unlinked_at
      ? monthsLater(unlinked.unlinked_at, MONTHS_UNLINKED)
      : undefined,
    invitedAt: invited?.invited_at,
    isNeverInvited: invited?.never ?? false,
    invitesTo: waiting.map((row) =>
      unseal(keys, row.signer_key, { bytes: row.address, keyVersion: row.key_version }),
    ),
  };
}

async function listOwnLetters(db: Db, keys: Keys, signerKey: Buffer): Promise<HeldOwnLetter[]> {
  const rows = await db
    .selectFrom("own_letter")
    .selectAll()
    .where("signer_key", "=", signerKey)
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => ({
    ...{ demandId: row.demand_id, state: row.state, why: row.why, outcome: row.outcome },
    ...{ createdAt: row.created_at, confirmedAt: row.confirmed_at, leftAt: row.left_at },
    askedAt: row.asked_at,
    letter: openOwnLetter(keys, row),
  }));
}
