/** Puts the freshly copied table of postcodes in the place of the old one. */
import { setTimeout as sleep } from "node:timers/promises";

import type pg from "pg";

const lockNotAvailable = "55P03";
const tries = 10;

/**
 * Inside the import's transaction, as its last step: from here to the commit look-ups wait, some
 * milliseconds. Whoever may use the old table may use the new one, and all names stay the same.
 * @returns false when the lock was not to be had, each time within two seconds
 */
export async function swapPostcodes(client: pg.PoolClient): Promise<boolean> {
  await client.query(copyGrants);
  if (!(await lock(client))) return false;
  await client.query("drop table postcode");
  await client.query("alter table postcode_new rename to postcode");
  await client.query("alter table postcode rename constraint postcode_new_pkey to postcode_pkey");
  return true;
}

/** Short attempts, because every look-up queues behind a waiting exclusive lock. */
async function lock(client: pg.PoolClient): Promise<boolean> {
  await client.query("set local lock_timeout = '2s'");
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    await client.query("savepoint before_lock");
    try {
      await client.query("lock table postcode in access exclusive mode");
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      await client.query("rollback to savepoint before_lock");
      await sleep(500);
    }
  }
  return false;
}

const copyGrants = `
  do $$
  declare
    held record;
  begin
    for held in
      select privilege_type as privilege,
        case when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end as holder
      from pg_class, aclexplode(relacl)
      where pg_class.oid = 'postcode'::regclass and grantee <> relowner
    loop
      execute 'grant ' || held.privilege || ' on postcode_new to ' || held.holder;
    end loop;
  end $$`;
