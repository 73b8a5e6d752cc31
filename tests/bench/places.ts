/** Where the signers of a benchmark live, in columns that the site's tables have had from the first. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { postcodeOf, SEATS } from "./requests.ts";

/** 650 constituencies with a member and a postcode each, and 100,000 other postcodes. */
export async function fillPlaces(db: Db): Promise<void> {
  await sql`insert into legislature (id, name, country, seats, time_zone)
    values ('house', 'House', 'GB', ${SEATS}, 'Europe/London')`.execute(db);
  await sql`insert into area (code, legislature_id, name, region_code, region, country, electorate)
    select 'E' || 14000000 + n, 'house', 'Place ' || to_char(n, 'FM000'), 'E12000001',
           case n % 2 when 1 then 'North' else 'South' end, 'England', 70000
      from generate_series(1, ${SEATS}) n`.execute(db);
  await sql`insert into member (id, legislature_id, name, full_title, party)
    select n, 'house', 'Member ' || n, 'Member ' || n || ' MP',
           case n % 3 when 0 then 'Blue' else 'Red' end
      from generate_series(1, ${SEATS}) n`.execute(db);
  await sql`insert into membership (member_id, area_code, started_on)
    select n, 'E' || 14000000 + n, '2024-07-05' from generate_series(1, ${SEATS}) n`.execute(db);
  await sql`insert into member_contact (member_id, source, email, seen_on)
    select n, 'file', 'm' || n || '@example.org', '2026-01-01'
      from generate_series(1, ${SEATS}) n`.execute(db);
  const codes = Array.from({ length: SEATS }, (_, seat) => postcodeOf(seat).replace(" ", ""));
  await sql`insert into postcode (code, area_code)
    select code, 'E' || 14000000 + n from unnest(${codes}::text[]) with ordinality as p (code, n)
  `.execute(db);
  // a country's postcodes are not read from end to end, however few are signed with here
  await sql`insert into postcode (code, area_code)
    select 'ZZ' || n, 'E14000530' from generate_series(1, 100000) n`.execute(db);
  await sql`vacuum analyze`.execute(db);
}
