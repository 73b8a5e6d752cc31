/** Who organises: all of them in a list, and one with what goes with them. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Role } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import type { Keys } from "../../keys.server.ts";
import { addressOf } from "../organiser-address.server.ts";
import { isAwake } from "../session.server.ts";

export interface Person {
  id: number;
  address: string;
  role: Role;
  since: Date;
  /** The last request of a session that runs, or else what the audit log has of them last. */
  seenAt: Date | null;
  passkeys: number;
  sessions: number;
}

/** Of what an owner sees before they change or remove somebody. */
export const roleVersion = ({ id, role }: { id: number; role: Role }): string =>
  versionOf({ id, role });

/** Everybody who organises, owners first, then by when they came. */
export async function listPeople(db: Db, keys: Keys, now: Date): Promise<Person[]> {
  const rows = await db
    .selectFrom("organiser as o")
    .select(["o.id", "o.role", "o.created_at", "o.email_key", "o.email", "o.key_version"])
    .select([
      sql<number>`(select count(*) from organiser_passkey p where p.organiser_id = o.id)`.as(
        "passkeys",
      ),
      sql<number>`(select count(*) from organiser_session s
                    where s.organiser_id = o.id and ${isAwake(now)})`.as("sessions"),
      sql<Date | null>`greatest(
        (select max(s.seen_at) from organiser_session s where s.organiser_id = o.id),
        -- by the index, however much they have done
        (select a.at from audit a where a.organiser_id = o.id order by a.id desc limit 1))`.as(
        "seen_at",
      ),
    ])
    .orderBy(sql`o.role <> 'owner'`)
    .orderBy("o.id")
    .execute();
  return rows.map(({ id, role, created_at, seen_at, passkeys, sessions, ...sealed }) => ({
    id,
    role,
    address: addressOf(keys, sealed),
    since: created_at,
    seenAt: seen_at,
    passkeys,
    sessions,
  }));
}

export async function getPerson(
  db: Db,
  keys: Keys,
  id: number,
  now: Date,
): Promise<Person | undefined> {
  const people = await listPeople(db, keys, now);
  return people.find((person) => person.id === id);
}

/** What stays of somebody who goes, and what goes with them. */
export async function countLeftBy(db: Db, id: number) {
  const { rows } = await sql<{ letters: number; invitations: number }>`
    select (select count(*) from letter where created_by = ${id} or approved_by = ${id}) as letters,
           (select count(*) from organiser_invitation where invited_by = ${id}) as invitations`.execute(
    db,
  );
  return rows[0]!;
}
