/** The parties of those who sit now, and which of them are branches of another. */
import { type RawBuilder, sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import type { Deed } from "../words/deed.ts";
import type { Branch } from "./parties.ts";

/** By their labels. */
export async function listBranches(db: Db): Promise<Branch[]> {
  return db.selectFrom("party_branch").select(["label", "parent"]).orderBy("label").execute();
}

/** True in SQL of a label that is this party, or a branch of it. @param label a column */
export const isOfParty = (label: string, party: string): RawBuilder<boolean> => sql<boolean>`
  (${sql.ref(label)} = ${party} or ${sql.ref(label)} in
    (select label from party_branch where parent = ${party}))`;

export interface PartyRow {
  label: string;
  /** Null where it stands for itself. */
  parent: string | null;
  sitting: number;
  branches: number;
}

/** Every label that somebody who sits now has, or that a branch belongs to, most members first. */
export async function listParties(db: Db): Promise<PartyRow[]> {
  const { rows } = await sql<PartyRow>`
    with met as (
      select m.party as label, count(*)::int as sitting
        from membership s join member m on m.id = s.member_id
       where s.ended_on is null group by m.party
    ), labels as (
      select label from met
      union select parent from party_branch b where b.label in (select label from met)
    )
    select l.label, b.parent, coalesce(met.sitting, 0) as sitting,
           (select count(*)::int from party_branch c where c.parent = l.label) as branches
      from labels l
      left join met on met.label = l.label
      left join party_branch b on b.label = l.label
     order by sitting desc, l.label`.execute(db);
  return rows;
}

/** Of a label's parent, or of its having none. */
export const branchVersion = (parent: string | null): string => versionOf(parent);

/**
 * `branch-stale`: another organiser has given the label another parent since. `branch-deep`: it would
 * be a branch of a branch.
 * @param parent null where the label stands for itself
 * @param saw the version of the parent that the organiser saw (`branchVersion`)
 */
export async function setBranch(
  tx: Transaction<Database>,
  label: string,
  parent: string | null,
  saw: string | undefined,
): Promise<Deed> {
  // two who each make one level would make two
  await sql`lock table party_branch in share row exclusive mode`.execute(tx);
  const branches = await listBranches(tx);
  const before = branches.find((one) => one.label === label)?.parent ?? null;
  const said = parent === null ? "branch-removed" : "branch-set";
  if (before === parent) return { said };
  if (saw !== branchVersion(before)) return { said: "branch-stale" };
  const isDeep = branches.some((one) => one.label === parent || one.parent === label);
  if (parent !== null && (isDeep || parent === label)) return { said: "branch-deep" };
  await tx.deleteFrom("party_branch").where("label", "=", label).execute();
  if (parent !== null) await tx.insertInto("party_branch").values({ label, parent }).execute();
  const changed = { action: "party.branch", subject: `party ${label}`, before, after: parent };
  return { said, changed };
}
