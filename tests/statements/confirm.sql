with asked as (
      select * from (
        select s.*, g.ticked
          from unnest($1::uuid[], $2::text[]) as g (id, ticked)
          -- the limit has each signing found by its id in its day, however small the days were when
          -- this statement was planned
          cross join lateral (
            select id, signer_key, key_version, person, demand_ids, text_versions, place, locale,
                   updates, consent_version, created_at, domain_key, source
              from signing where id = g.id limit 1 for key share
          ) s
      ) s
    ), beside as (
      select s.*, b.id as demand_id, b.slug, b.text_version
        from asked s
        cross join unnest(string_to_array(s.ticked, ',')) as k (slug)
        -- each by its slug, so that demands are not read where nothing is ticked
        cross join lateral (
          select id, slug, text_version, state, closes_at from demand where slug = k.slug limit 1
        ) b
       where 
  b.state = 'open' and (b.closes_at is null or b.closes_at > $3::timestamptz)
  and b.id <> all (s.demand_ids)
    ), spoilt as (
      -- a link of which anything was invalidated since is good for nothing new
      select b.id
        from beside b
        cross join lateral (
          select g.signer_key from signature g
           where g.signer_key = b.signer_key and g.demand_id = any (b.demand_ids)
             and 
  (g.set_aside = 'invalidated' and coalesce(g.spent_until >= b.created_at, true))
           group by g.signer_key
        ) g
    ), chosen as (
      -- demands are read once for all of them, as every confirmation leaves a dead row there for a while
      select s.*, d.id as demand_id, d.slug, c.text_version, false as beside, (d.state = 'open' or (d.state = 'closed'
       and d.closed_at > $4::timestamptz - make_interval(hours => 24))) as open
        from asked s
        cross join unnest(s.demand_ids, s.text_versions) as c (demand_id, text_version)
        join demand d on d.id = c.demand_id
       where s.ticked is null or d.slug = any (string_to_array(s.ticked, ','))
          or d.id::text = any (string_to_array(s.ticked, ','))
      union all
      select b.*, true, true from beside b where b.id not in (select id from spoilt)
    ), wanted as (
      select distinct on (c.demand_id, c.signer_key) c.demand_id, c.signer_key, c.key_version,
             c.person, c.text_version, c.place, c.locale, c.updates, c.consent_version, c.created_at,
             c.domain_key, c.source,
             -- listed domains have no key, and no rule is looked for
             case when c.domain_key is not null
                  then (select nullif(rule, 'listed') from domain_rule r
                         where r.domain_key = c.domain_key) end as set_aside
        from chosen c
       where c.open order by c.demand_id, c.signer_key, c.created_at desc
    ), made as (
      insert into signature as g (demand_id, signer_key, key_version, person, text_version, place,
        locale, updates, consent_version, consented_at, confirmed_at, domain_key, source, set_aside)
      select demand_id, signer_key, key_version, person, text_version, place, locale, updates,
             consent_version, created_at, $5::timestamptz, domain_key, source, set_aside
        from wanted
      -- one that was invalidated can be given anew, by a form that was sent since
      on conflict (demand_id, signer_key) do update
        set (key_version, person, text_version, place, locale, updates, consent_version, consented_at,
             confirmed_at, domain_key, source, set_aside, review_id, spent_until)
          = (excluded.key_version, excluded.person, excluded.text_version, excluded.place,
             excluded.locale, excluded.updates, excluded.consent_version, excluded.consented_at,
             excluded.confirmed_at, excluded.domain_key, excluded.source, excluded.set_aside, null, null)
        where g.set_aside = 'invalidated' and not 
  (g.set_aside = 'invalidated' and coalesce(g.spent_until >= excluded.consented_at, true))
      returning demand_id, signer_key, place, set_aside
    ), locked as (
      select * from (
        select d.id, m.number, m.held
          from demand d
          join (select demand_id, count(*) filter (where set_aside is null)::int as number,
                       count(set_aside)::int as held from made group by demand_id) m
            on m.demand_id = d.id
         order by d.id for no key update of d
      ) d
    ), counted as (
      update demand d set 
  signature_count = d.signature_count + l.number, counted_at = greatest(d.counted_at, $6::timestamptz),
  response_threshold_reached_at = coalesce(d.response_threshold_reached_at,
    case when d.signature_count + l.number >= 10000 then $7::timestamptz end),
  debate_threshold_reached_at = coalesce(d.debate_threshold_reached_at,
    case when d.signature_count + l.number >= 100000 then $8::timestamptz end),
             held_count = d.held_count + l.held
        from locked l where l.id = d.id
      returning d.id, l.number
    ), placed as (
      insert into tally_place as t (demand_id, place, signature_count)
      select m.demand_id, m.place, count(*)
        from made m join counted c on c.id = m.demand_id
       where m.set_aside is null
       group by m.demand_id, m.place order by m.demand_id, m.place
      on conflict (demand_id, place)
        do update set signature_count = t.signature_count + excluded.signature_count
      returning demand_id
    ), timed as (
      insert into tally_minute as t (demand_id, minute, signature_count)
      select c.id, date_trunc('minute', $9::timestamptz), c.number
        from counted c where c.id in (select demand_id from placed)
       order by c.id
      on conflict (demand_id, minute)
        do update set signature_count = t.signature_count + excluded.signature_count
    ), told as (
      select c.id, c.signer_key, c.demand_id, c.slug, c.beside, c.open, c.created_at, c.place, c.domain_key,
             m.demand_id is not null as is_new
        from chosen c
        left join made m on m.demand_id = c.demand_id and m.signer_key = c.signer_key
    ), standing as (
      select c.id, c.demand_id, g.set_aside is distinct from 'invalidated' as stands,
             
  (g.set_aside = 'invalidated' and coalesce(g.spent_until >= c.created_at, true)) as is_spent
        from told c
        cross join lateral (
          select g.set_aside, g.spent_until from signature g
           where g.signer_key = c.signer_key and g.demand_id = c.demand_id
           group by g.signer_key, g.demand_id
        ) g
       where not c.is_new
    )
    select c.id, array_agg(c.slug order by c.beside, c.demand_id) as slugs,
           bool_or(c.is_new) as "isNew", min(c.place) as place, min(c.domain_key)::text as "domainKey"
      from told c
      left join standing s on s.id = c.id and s.demand_id = c.demand_id
     where c.is_new
        -- somebody else may have made it at this moment
        or case when c.open then s.is_spent is not true else s.stands end
     group by c.id
