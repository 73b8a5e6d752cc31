/** Signatures are locked by a function, and until when links are spent stands with the signature itself. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `lock table signature in access exclusive mode`,
  // when the bulk work that invalidated it was asked for; links of forms that were sent before are spent
  `alter table signature add column spent_until timestamptz`,
  // each is found by its key, however few there were when this was planned
  `create function lock_signatures(demands integer[], signers bytea[]) returns setof signature
     language plpgsql as $$
     begin
       return query
         select s.*
           from (select * from unnest(demands, signers) as u (demand_id, signer_key) order by 1, 2) k
          cross join lateral (
            select * from signature g
             where g.signer_key = k.signer_key and g.demand_id = k.demand_id limit 1 for update
          ) s;
     end $$`,
];
