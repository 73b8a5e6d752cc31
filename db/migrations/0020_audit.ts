/** The audit log as a chain: every entry sealed over the one before; what is older than two years may leave at its beginning. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // nothing is written meanwhile, so that what stands is in the chain before what comes
  `lock table audit in share row exclusive mode`,
  // a place in the chain each, without a gap; entries whose transactions end later come later, whatever their ids
  `create table if not exists audit_link (
    n bigint primary key check (n > 0),
    audit_id bigint not null unique,
    hash bytea not null check (octet_length(hash) = 32)
  )`,
  // what the chain begins after: nothing, or the last entry that was old enough to be deleted
  `create table if not exists audit_anchor (
    one boolean primary key default true check (one),
    n bigint not null,
    hash bytea not null check (octet_length(hash) = 32)
  )`,
  `insert into audit_anchor (n, hash) values (0, decode(repeat('00', 32), 'hex')) on conflict do nothing`,
  // how the chain was found when it was last looked at
  `create table if not exists audit_check (
    one boolean primary key default true check (one),
    at timestamptz not null,
    entries bigint not null,
    n bigint not null,
    hash bytea not null check (octet_length(hash) = 32),
    broken text
  )`,
  `create or replace function audit_content(entry audit) returns bytea language sql stable as $$
    select convert_to(jsonb_build_array(entry.id, (extract(epoch from entry.at) * 1000000)::bigint,
      entry.organiser_id, entry.action, entry.subject, entry.before::text, entry.after::text)::text, 'UTF8')
  $$`,
  // an entry's transaction takes this lock when all else is done, and until it has ended: no other
  // lock is waited for behind it, so that nobody can deadlock, and nobody's long work holds the chain
  `create or replace function audit_chain() returns trigger language plpgsql as $$
    declare last record;
    begin
      perform pg_advisory_xact_lock(8012026);
      select n, hash into last from audit_link order by n desc limit 1;
      if not found then select n, hash into last from audit_anchor; end if;
      insert into audit_link (n, audit_id, hash)
        values (last.n + 1, new.id, sha256(last.hash || audit_content(new)));
      return null;
    end $$`,
  `do $$
    declare entry audit; last_n bigint; last_hash bytea;
    begin
      if exists (select from audit_link) then return; end if;
      select n, hash into last_n, last_hash from audit_anchor;
      for entry in select * from audit order by id loop
        last_n := last_n + 1;
        last_hash := sha256(last_hash || audit_content(entry));
        insert into audit_link (n, audit_id, hash) values (last_n, entry.id, last_hash);
      end loop;
    end $$`,
  `drop trigger if exists audit_chained on audit`,
  `create constraint trigger audit_chained after insert on audit
    deferrable initially deferred for each row execute function audit_chain()`,

  // — nothing is changed, and deleted is what the anchor has passed —
  `create or replace function audit_is_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'the audit log is append-only'; end $$`,
  `create or replace function audit_may_leave() returns trigger language plpgsql as $$
    begin
      if not exists (select from audit_link l, audit_anchor a where l.audit_id = old.id and l.n <= a.n)
      then raise exception 'the audit log is append-only'; end if;
      return old;
    end $$`,
  `create or replace function audit_link_may_leave() returns trigger language plpgsql as $$
    begin
      if old.n > (select n from audit_anchor) then raise exception 'the audit log is append-only'; end if;
      return old;
    end $$`,
  // it moves on to an entry of the chain, past none that is younger than two years
  `create or replace function audit_anchor_moves() returns trigger language plpgsql as $$
    begin
      if new.n <= old.n
        or not exists (select from audit_link where n = new.n and hash = new.hash)
        or exists (select from audit_link l join audit on audit.id = l.audit_id
                    where l.n <= new.n and audit.at >= clock_timestamp() - interval '2 years')
      then raise exception 'the audit log is append-only'; end if;
      return new;
    end $$`,
  `drop trigger if exists audit_append_only on audit`,
  ...guards("audit", "audit_may_leave"),
  ...guards("audit_link", "audit_link_may_leave"),
  `create or replace trigger audit_anchor_append_only before insert or delete or truncate on audit_anchor
    for each statement execute function audit_is_append_only()`,
  `create or replace trigger audit_anchor_moves before update on audit_anchor
    for each row execute function audit_anchor_moves()`,

  // — what the page asks for —
  `create index if not exists audit_by_action on audit (action, id)`,
  `create index if not exists audit_by_organiser on audit (organiser_id, id)`,
];

function guards(table: string, mayLeave: string): string[] {
  return [
    `create or replace trigger ${table}_append_only before update or truncate on ${table}
      for each statement execute function audit_is_append_only()`,
    `create or replace trigger ${table}_leaves before delete on ${table}
      for each row execute function ${mayLeave}()`,
  ];
}
