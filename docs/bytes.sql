-- How many bytes a signature takes: a hundred thousand of them in an empty database of the newest schema, which
-- `createdb --owner=demands bytes; DATABASE_URL=postgres://…/bytes npm run migrate` makes.
--   psql --file docs/bytes.sql postgres://…/bytes
insert into demand (slug, state, created_at, updated_at) values ('bytes', 'open', now(), now());
create table signing_bytes partition of signing for values from
  ('70000000-0000-0000-0000-000000000000') to ('80000000-0000-0000-0000-000000000000');
create temporary view person as
  select n, substr(sha256(n::text::bytea), 1, 16) as key,
         ('7' || lpad(to_hex(n), 11, '0') || '7' || substr(md5(n::text), 1, 19))::uuid as id,
         substr(sha256(n::text::bytea) || sha256(n::text::bytea) || sha256(n::text::bytea), 1, 80) as sealed
    from generate_series(1, 100000) n;
insert into signing select id, key, 1, sealed, array[1], array[1], 'E14001172', 'en', false, 1, now(), null, n from person;
insert into mail_allowance select key, now(), 1, now(), array[1], array[1] from person;
insert into mail_message (id, kind, recipient, key_version, recipient_key, params, locale, priority,
    state, not_before, batch_id, provider_id, created_at, settled_at)
  select id, 'confirm', substr(sealed, 1, 50), 1, key, jsonb_build_object('signing', id, 'signer',
         translate(encode(key, 'base64'), '+/=', '-_'), 'titles', array['Free the prisoners']), 'en', 1,
         'sent', now(), id, id::text, now(), now() from person;
insert into signature select 1, key, 1, sealed, 1, 'E14001172', 'en', false, 1, now(), now() from person;
vacuum analyze signing_bytes, mail_allowance, mail_message, signature;
select c.relname as "table", round(pg_table_size(c.oid) / 1e5) as row, round(pg_indexes_size(c.oid) / 1e5) as indexes
  from pg_class c where c.relname in ('signing_bytes', 'mail_allowance', 'mail_message', 'signature') order by 1;
