with given as (
      select g.*, coalesce(area.code, stated.code,
               case when length(g.stated_place) = 2 then g.stated_place end) as place
        from unnest($1::uuid[], $2::bytea[],
                    $3::smallint[], $4::bytea[],
                    $5::text[], $6::text[],
                    $7::text[], $8::text[],
                    $9::boolean[], $10::timestamptz[],
                    $11::uuid[], $12::bytea[],
                    $13::text[], $14::bytea[],
                    $15::bigint[], $16::timestamptz[],
                    $17::int[], $18::text[])
             as g (id, signer_key, key_version, person, slugs, postcode, stated_place, locale, updates,
                   created_at, mail_id, recipient, domains, inbox_key, domain_key, mail_at, words,
                   source)
        left join postcode on postcode.code = g.postcode
        left join area on area.code = postcode.area_code
        left join area stated on stated.code = g.stated_place
    ), chosen as (
      select g.slugs, g.locale, g.words, array_agg(d.id order by s.position) as demand_ids,
             array_agg(t.version order by s.position) as text_versions,
             jsonb_agg(t.title order by s.position) as titles
        from (select slugs, locale, words, min(created_at) as at
                from given group by slugs, locale, words) g
        cross join unnest(string_to_array(g.slugs, ',')) with ordinality as s (slug, position)
        join demand d on d.slug = s.slug and d.state = 'open'
         and (d.closes_at is null or d.closes_at > g.at)
        cross join lateral (
          -- earlier words than those that stand are signed by whoever was shown them
          select version, title from demand_text
           where demand_id = d.id and locale in (g.locale, 'en')
             and version in (d.text_version, case when s.position = 1 then g.words end)
           order by version = d.text_version, locale = g.locale desc limit 1
        ) t
       group by g.slugs, g.locale, g.words
      having count(*) = cardinality(string_to_array(g.slugs, ','))
    ), ready as (
      select * from given left join chosen using (slugs, locale, words)
    ), asked as (
      insert into signing (id, signer_key, key_version, person, demand_ids, text_versions, place,
        locale, updates, consent_version, created_at, inbox_key, domain_key,
        source)
      select id, signer_key, key_version, person, demand_ids, text_versions, place, locale, updates,
             3, created_at, nullif(inbox_key, signer_key), domain_key,
             source
        from ready where place is not null and demand_ids is not null
      on conflict (id) do nothing
      returning id
    ), allowed as (
      
  insert into mail_allowance as known
    (signer_key, day_began_at, day_count, last_at, last_demand_ids, mailed_demand_ids)
  select r.inbox_key, r.created_at, 1, r.created_at, r.demand_ids, r.demand_ids
    from ready r join asked using (id)
   where coalesce((select until <= r.created_at from suppression s
                    where s.signer_key = r.signer_key), true)
     and (r.inbox_key = r.signer_key
          or coalesce((select until <= r.created_at from suppression s
                        where s.signer_key = r.inbox_key), true))
     and (select count(*) from blocked_domain b where b.domain = any (string_to_array(r.domains, ','))) = 0
   order by r.inbox_key
  on conflict (signer_key) do update
    set day_began_at = case when ("known"."day_began_at" > excluded.last_at - interval '24 hours' and "known"."day_began_at" < excluded.last_at + interval '24 hours') then known.day_began_at else excluded.last_at end,
        day_count = case when ("known"."day_began_at" > excluded.last_at - interval '24 hours' and "known"."day_began_at" < excluded.last_at + interval '24 hours') then known.day_count + 1 else 1 end,
        last_at = excluded.last_at,
        last_demand_ids = case when ("known"."last_at" > excluded.last_at - interval '1 minute' and "known"."last_at" < excluded.last_at + interval '1 minute')
                               then known.last_demand_ids || excluded.last_demand_ids
                               else excluded.last_demand_ids end,
        mailed_demand_ids = known.mailed_demand_ids || excluded.last_demand_ids
  where (known.day_count < 3 or not ("known"."day_began_at" > excluded.last_at - interval '24 hours' and "known"."day_began_at" < excluded.last_at + interval '24 hours'))
    and not (("known"."last_at" > excluded.last_at - interval '1 minute' and "known"."last_at" < excluded.last_at + interval '1 minute') and known.last_demand_ids && excluded.last_demand_ids)
    and not exists (select from unnest(excluded.last_demand_ids) d
                     where cardinality(array_positions(known.mailed_demand_ids, d)) >= 5)
  returning signer_key as inbox_key
    ), mailing as (
      select r.* from ready r join asked using (id) join allowed using (inbox_key)
    ), signed as (
      -- grouped by its key, a signer's are found by it however few there were when this was planned
      select r.id
        from mailing r
        cross join lateral (
          select count(*) as number from signature g
           where g.signer_key = r.signer_key and g.demand_id = any (r.demand_ids)
             and g.set_aside is distinct from 'invalidated'
           group by g.signer_key
        ) g
       where g.number = cardinality(r.demand_ids)
    ), mailed as (
      
  insert into mail_message (id, kind, recipient, key_version, recipient_key, params, locale,
    priority, not_before, created_at)
  select r.mail_id, case when r.id in (select id from signed) then 'already-signed' else 'confirm' end,
         r.recipient, r.key_version, r.signer_key,
         case when r.id in (select id from signed) then jsonb_build_object('titles', r.titles, 'signer', rtrim(translate(encode(r.signer_key, 'base64'), '+/', '-_'), '='))
              else jsonb_build_object('titles', r.titles, 'signer', rtrim(translate(encode(r.signer_key, 'base64'), '+/', '-_'), '='), 'signing', r.id) end,
         r.locale, 1, r.mail_at, r.created_at
    from mailing r
    )
    select id, case when demand_ids is null then 'no-demand' else 'no-place' end as outcome
      from ready where demand_ids is null or place is null
