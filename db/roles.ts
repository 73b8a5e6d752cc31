/** The three roles of a deployment's database: who changes tables, who works with their rows, who only reads. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "./connection.ts";
import { readerOf } from "./grants.ts";
import { patiently } from "./partitions.ts";
import { isVerifierOf, scramVerifier } from "./scram.ts";

/** A role as an address names it. */
export interface RoleLogin {
  name: string;
  /** Empty where the server asks for none. */
  password: string;
}

/** What is in the way, in a sentence for whoever runs the command. */
export class RolesProblem extends Error {
  override name = "RolesProblem";
}

/**
 * Makes the roles that are not there, and mends those that are: passwords, what they may do beside tables, who owns
 * the tables. Safe to be repeated, while the site runs too.
 * @param db by the address of a superuser, or of whoever may do as much as is missing
 * @returns a line for each thing that was done
 */
export async function makeRoles(db: Db, migrator: RoleLogin, app: RoleLogin): Promise<string[]> {
  const done: string[] = [];
  const me = await whoAmI(db);
  await refuseSuper(db, me, app.name);
  for (const role of [migrator, app]) {
    if (role.name === me.name) continue;
    if (await hasRole(db, role.name)) await keepPassword(db, me, role);
    else done.push(await createRole(db, me, role.name, loginOf(role)));
  }
  const reader = readerOf(app.name);
  if (!(await hasRole(db, reader))) done.push(await createRole(db, me, reader, sql`nologin`));
  await openSchema(db, me, migrator.name, app.name);
  await boundApp(db, me, app.name, migrator.name);
  const moved = await ownAll(db, migrator.name, app.name);
  if (moved > 0) done.push(`${moved} tables and functions belong to ${migrator.name} now.`);
  return done;
}

interface Me {
  name: string;
  isSuper: boolean;
  makesRoles: boolean;
}

async function whoAmI(db: Db): Promise<Me> {
  const { rows } = await sql<Me>`
    select rolname::text as name, rolsuper as "isSuper", rolsuper or rolcreaterole as "makesRoles"
      from pg_roles where rolname = current_user`.execute(db);
  return rows[0]!;
}

/** What can do anything is not made less: it may be the only one of its kind. */
async function refuseSuper(db: Db, me: Me, app: string): Promise<void> {
  const { rows } = await sql`
    select from pg_roles where rolname = ${app} and rolsuper`.execute(db);
  if (app === me.name || rows.length > 0)
    throw new RolesProblem(
      `${app} is ${rows.length > 0 ? "a superuser" : "who makes the roles"}, and is not the site's: name another user in DATABASE_URL.`,
    );
}

async function hasRole(db: Db, name: string): Promise<boolean> {
  const { rows } = await sql`select from pg_roles where rolname = ${name}`.execute(db);
  return rows.length > 0;
}

const loginOf = ({ password }: RoleLogin) =>
  password === "" ? sql`login` : sql`login password ${sql.lit(scramVerifier(password))}`;

async function createRole(db: Db, me: Me, name: string, how: RawBuilder<unknown>): Promise<string> {
  if (!me.makesRoles)
    throw new RolesProblem(
      `There is no role ${name}, and ${me.name} may not make it: give DATABASE_ADMIN_URL, the address of a superuser.`,
    );
  await sql`create role ${sql.id(name)} ${how}`.execute(db);
  return `The role ${name} was made.`;
}

/** One that stands already is left: a new salt would change what is stored, and tell whoever compares that it is another. */
async function keepPassword(db: Db, me: Me, role: RoleLogin): Promise<void> {
  if (!me.isSuper) return;
  const { rows } = await sql<{ stored: string | null; mayLogin: boolean }>`
    select rolpassword as stored, rolcanlogin as "mayLogin" from pg_authid
     where rolname = ${role.name}`.execute(db);
  const { stored, mayLogin } = rows[0]!;
  const stands = role.password === "" || isVerifierOf(stored, role.password);
  if (!mayLogin || !stands) await sql`alter role ${sql.id(role.name)} ${loginOf(role)}`.execute(db);
}

/** The site's role is nobody but itself, and may do nothing beside its tables. */
async function boundApp(db: Db, me: Me, app: string, migrator: string): Promise<void> {
  const none = sql`nocreatedb nocreaterole noreplication nobypassrls`;
  if (me.isSuper) await sql`alter role ${sql.id(app)} ${none}`.execute(db);
  const { rows } = await sql<{ is_more: boolean }>`
    select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls
           or pg_has_role(${app}, ${migrator}, 'member')
           or exists (select from pg_roles r
                       where r.rolname like 'pg\\_%' and pg_has_role(${app}, r.oid, 'member')) as is_more
      from pg_roles where rolname = ${app}`.execute(db);
  if (rows[0]!.is_more)
    throw new RolesProblem(
      `The role ${app} may do more than a site needs, owns the database, or is a member of ${migrator} or of a role of Postgres's own: take that away, or give another one in DATABASE_URL.`,
    );
}

async function openSchema(db: Db, me: Me, migrator: string, app: string): Promise<void> {
  const { rows } = await sql<{ schema: string; database: string; owned: boolean }>`
    select current_schema() as schema, datname::text as database, pg_has_role(datdba, 'usage') as owned
      from pg_database where datname = current_database()`.execute(db);
  const [schema, database] = [sql.id(rows[0]!.schema), sql.id(rows[0]!.database)];
  const apps = sql`${sql.id(app)}, ${sql.id(readerOf(app))}`;
  // what was given to everybody the owner of the database takes away as well
  if (me.isSuper || rows[0]!.owned) {
    if (me.isSuper) await sql`alter database ${database} owner to ${sql.id(migrator)}`.execute(db);
    await sql`revoke create on schema ${schema} from public, ${sql.id(app)}`.execute(db);
    await sql`revoke create, temporary on database ${database} from public, ${sql.id(app)}`.execute(
      db,
    );
    await sql`grant connect on database ${database} to ${apps}`.execute(db);
    await sql`grant connect, temporary on database ${database} to ${sql.id(migrator)}`.execute(db);
    await sql`grant usage, create on schema ${schema} to ${sql.id(migrator)}`.execute(db);
  }
  const { rows: left } = await sql<{ may: boolean }>`
    select has_schema_privilege(${app}, current_schema(), 'create')
        or has_database_privilege(${app}, current_database(), 'create, temporary') as may`.execute(
    db,
  );
  if (left[0]!.may)
    throw new RolesProblem(
      `The role ${app} may make tables: give DATABASE_ADMIN_URL, the address of a superuser, to take that away.`,
    );
}

/**
 * Each for itself, so that none is held while another is waited for, and with what the site needs of it: its role may
 * be the one that owned all until now. What an extension has made stays its own.
 * @returns how many changed hands
 */
async function ownAll(db: Db, migrator: string, app: string): Promise<number> {
  const { rows } = await sql<{ what: string; table: string | null }>`
    select case when relkind in ('r', 'p') then c.oid::regclass::text end as "table", format('%s %s', case relkind when 'v' then 'view' when 'm' then 'materialized view'
                                        when 'S' then 'sequence' else 'table' end, c.oid::regclass) as what
      from pg_class c
     where relnamespace = to_regnamespace(current_schema()) and relkind in ('r', 'p', 'v', 'm', 'S')
       and pg_get_userbyid(relowner) <> ${migrator}
       -- the sequence of a column goes with its table
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i')
                         and relkind = 'S')
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     union all
    select null, format('routine %s', p.oid::regprocedure) from pg_proc p
     where pronamespace = to_regnamespace(current_schema())
       and pg_get_userbyid(proowner) <> ${migrator}
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`.execute(
    db,
  );
  for (const { what, table } of rows)
    await patiently(() =>
      db.transaction().execute(async (tx) => {
        await sql`set local lock_timeout = '2s'`.execute(tx);
        await sql`alter ${sql.raw(what)} owner to ${sql.id(migrator)}`.execute(tx);
        if (table)
          await sql`grant select, insert, update, delete on ${sql.raw(table)} to ${sql.id(app)}`.execute(
            tx,
          );
      }),
    );
  return rows.length;
}
