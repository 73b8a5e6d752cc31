/** Members who asked not to be written to: said with a reason, taken back, and asked for by letters. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import type { Deed } from "../words/deed.ts";
import { lockMember } from "./contacts.server.ts";
import type { DoNotWrite } from "./do-not-write.ts";

type Tx = Transaction<Database>;

interface Kept extends DoNotWrite {
  /** The organiser's id; null where they are one no longer. */
  setBy: number | null;
  setAt: Date;
}

/** @returns undefined where the member may be written to */
export async function getDoNotWrite(db: Db, memberId: number): Promise<Kept | undefined> {
  return db
    .selectFrom("do_not_write")
    .select(["reason", "asked_on as askedOn", "set_by as setBy", "set_at as setAt"])
    .where("member_id", "=", memberId)
    .executeTakeFirst();
}

/** The members who are not to be written to: an organiser noted it, or they chose it themselves. */
export async function listDoNotWrite(db: Db): Promise<Set<number>> {
  const rows = await db
    .selectFrom("do_not_write")
    .select("member_id")
    .union((eb) =>
      eb.selectFrom("member_cadence").select("member_id").where("choice", "=", "never"),
    )
    .execute();
  return new Set(rows.map((row) => row.member_id));
}

/** Those of them who chose it themselves, and may take it back at any time; no organiser noted it. */
export async function listChoseNever(db: Db): Promise<Set<number>> {
  const rows = await db
    .selectFrom("member_cadence")
    .select("member_id")
    .where("choice", "=", "never")
    .where("member_id", "not in", (eb) => eb.selectFrom("do_not_write").select("member_id"))
    .execute();
  return new Set(rows.map((row) => row.member_id));
}

/** Of what is kept, or of there being nothing. */
export const doNotWriteVersion = (one: DoNotWrite | undefined): string =>
  versionOf(one ? { reason: one.reason, askedOn: one.askedOn } : null);

/**
 * `write-not-stale`: another organiser has said or taken back something since.
 * @param wish undefined takes it back
 * @param saw the version of what the organiser saw (`doNotWriteVersion`)
 */
export async function setDoNotWrite(
  tx: Tx,
  memberId: number,
  wish: DoNotWrite | undefined,
  organiserId: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  await lockMember(tx, memberId);
  const before = await getDoNotWrite(tx, memberId);
  const said = wish ? "write-not" : "write-again";
  // the same from both is no conflict
  if (doNotWriteVersion(before) === doNotWriteVersion(wish)) return { said };
  if (saw !== doNotWriteVersion(before)) return { said: "write-not-stale" };
  if (wish) {
    const row = {
      ...{ reason: wish.reason, asked_on: wish.askedOn },
      set_by: organiserId,
      set_at: now,
    };
    await tx
      .insertInto("do_not_write")
      .values({ member_id: memberId, ...row })
      .onConflict((conflict) => conflict.column("member_id").doUpdateSet(row))
      .execute();
  } else await tx.deleteFrom("do_not_write").where("member_id", "=", memberId).execute();
  const changed = {
    action: wish ? "member.do-not-write" : "member.write-again",
    subject: `member ${memberId}`,
    before: before ? { reason: before.reason, askedOn: before.askedOn } : null,
    after: wish ? { ...wish } : null,
  };
  return { said, changed };
}
