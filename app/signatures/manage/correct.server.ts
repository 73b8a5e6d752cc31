/** Corrects what is kept of a signer, in signatures and in forms that may yet be confirmed. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { type Keys, seal } from "../../keys.server.ts";
import { NEWS } from "../erasures/names.ts";
import { erasureNames, noteErasures } from "../erasures/note-erasures.server.ts";
import { packPerson, type Sealing } from "../person.ts";
import { dropNewsAddresses } from "../retention/news-addresses.server.ts";
import { unlinkExported } from "./forget-outside.server.ts";
import { personIn } from "./get-held.server.ts";

/**
 * Writes another name into everything that has one. Forms come first and are locked, so that one that is
 * being confirmed is over, and its signatures are among those that follow.
 */
export async function rename(db: Db, keys: Keys, signerKey: Buffer, name: string): Promise<void> {
  const renamed = (row: Parameters<typeof personIn>[1]) => {
    const sealed = seal(keys, signerKey, packPerson({ ...personIn(keys, row), name }));
    return { person: sealed.bytes, key_version: sealed.keyVersion };
  };
  await db.transaction().execute(async (tx) => {
    const forms = await tx
      .selectFrom("signing")
      .select(["id", "signer_key", "person", "key_version"])
      .where("signer_key", "=", signerKey)
      .orderBy("id")
      .forUpdate()
      .execute();
    for (const row of forms)
      await tx.updateTable("signing").set(renamed(row)).where("id", "=", row.id).execute();
    const rows = await tx
      .selectFrom("signature")
      .select(["demand_id", "signer_key", "person", "key_version"])
      .where("signer_key", "=", signerKey)
      .$narrowType<Sealing>()
      .orderBy("demand_id")
      .forUpdate()
      .execute();
    for (const row of rows) {
      await tx
        .updateTable("signature")
        .set(renamed(row))
        .where("demand_id", "=", row.demand_id)
        .where("signer_key", "=", signerKey)
        .execute();
    }
  });
}

/**
 * Says everywhere whether updates are wanted; locks as withdrawing does: forms, then signatures. That they are not is
 * kept as an erasure is, so that no restored backup mails updates again.
 */
export async function setUpdates(
  db: Db,
  keys: Keys,
  signerKey: Buffer,
  updates: boolean,
  now: Date,
): Promise<void> {
  const names = erasureNames(keys, signerKey, [NEWS]);
  await db.transaction().execute(async (tx) => {
    await sql`
      with mine as (
        select id from signing where signer_key = ${signerKey} order by id for update
      )
      update signing s set updates = ${updates}
        from mine m where s.id = m.id and s.updates <> ${updates}`.execute(tx);
    await sql`
      with mine as (
        select demand_id, signer_key from signature
         where signer_key = ${signerKey} and updates <> ${updates}
         order by demand_id for no key update
      )
      update signature s set updates = ${updates}
        from mine m where m.demand_id = s.demand_id and m.signer_key = s.signer_key`.execute(tx);
    if (!updates && (await dropNewsAddresses(tx, signerKey)) > 0)
      await unlinkExported(tx, signerKey, now);
    if (updates) await tx.deleteFrom("erasure").where("name", "in", names).execute();
    else await noteErasures(names, now).execute(tx);
  });
}
