-- Spreads the tables that grow with every signature over eight parts each, by hash: signatures, mail
-- allowances and suppressions by their signer, the signings of each day by their id. Every unique
-- key holds the column that decides, so no statement of the program changes, and days made later are
-- made like the newest one here. Copies the rows, so it is for an empty database or a pause:
--   psql --single-transaction --file docs/spread.sql "$DATABASE_URL"
-- Other storage: give some of the parts a tablespace (alter table signature_3 set tablespace …).
do $$
declare
  parts constant integer := 8;
  whole record;
  options text;
begin
  for whole in
    select c.oid, c.relname as name, c.reloptions, null::text as bound, 'signer_key' as key
      from pg_class c
     where c.oid in ('signature'::regclass, 'mail_allowance'::regclass, 'suppression'::regclass)
    union all
    select c.oid, c.relname, c.reloptions, pg_get_expr(c.relpartbound, c.oid), 'id'
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'signing'::regclass
  loop
    options := coalesce('with (' || array_to_string(whole.reloptions, ', ') || ')', '');
    execute format('alter table %1$I rename to %2$I', whole.name, whole.name || '_whole');
    if whole.bound is null then
      execute format('create table %1$I (like %2$I including all excluding indexes) partition by hash (%3$I)',
        whole.name, whole.name || '_whole', whole.key);
    else
      execute format('alter table signing detach partition %I', whole.name || '_whole');
      execute format('create table %1$I partition of signing %2$s partition by hash (%3$I)',
        whole.name, whole.bound, whole.key);
    end if;
    for n in 0 .. parts - 1 loop
      execute format('create table %1$I partition of %2$I for values with (modulus %3$s, remainder %4$s) %5$s',
        whole.name || '_' || n, whole.name, parts, n, options);
    end loop;
    execute format('insert into %I select * from %I', whole.name, whole.name || '_whole');
    execute format('drop table %I', whole.name || '_whole');
  end loop;

  alter table signature add primary key (signer_key, demand_id);
  create index signature_unplaced on signature (demand_id, signer_key) where place = 'GB';
  alter table mail_allowance add primary key (signer_key);
  alter table suppression add primary key (signer_key);
end $$;
