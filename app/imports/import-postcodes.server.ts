/** Imports which constituency each postcode lies in: copied beside the old table, then swapped. */
import { pipeline } from "node:stream/promises";

import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

import { readBytes, UnreadableFile } from "./open-file.server.ts";
import { type PostcodeCounts, readPostcodes } from "./read-postcodes.server.ts";
import { swapPostcodes } from "./swap-postcodes.server.ts";

/** A directory with fewer postcodes is a part of one; the whole has some 2.7 million. */
const fewestPostcodes = 100_000;

interface PostcodesImported {
  kind: "imported";
  added: number;
  /** In another constituency than before. */
  moved: number;
  removed: number;
  unchanged: number;
  /** Postcodes that stood in the file more than once; the last line counts. */
  repeated: number;
  /** Constituencies that are not among the areas yet. */
  unknownAreas: number;
  read: PostcodeCounts;
}

type PostcodesOutcome = PostcodesImported | { kind: "refused"; problems: string[] };

/**
 * Makes the table equal to the file, in one transaction; look-ups go on all the while. The same
 * file again leaves the table in place. Memory stays flat, whatever the file's size.
 * @param pool lends one connection, for COPY needs it whole
 * @param how `force` leaves out bad lines and takes a small file; `dryRun` only finds out
 */
export async function importPostcodes(
  pool: pg.Pool,
  file: string,
  how: { dryRun: boolean; force: boolean },
  onProgress: (rows: number) => void = () => {},
): Promise<PostcodesOutcome> {
  const client = await pool.connect();
  let fault: Error | undefined;
  try {
    await client.query("begin");
    const outcome = await copyAndCompare(client, file, how.force, onProgress);
    const differs = outcome.kind === "imported" && outcome.added + outcome.moved + outcome.removed;
    if (how.dryRun || !differs) {
      await client.query("rollback");
      return outcome;
    }
    if (!(await swapPostcodes(client))) {
      await client.query("rollback");
      return refused(["The table of postcodes is held by a long transaction."]);
    }
    await client.query("commit");
    return outcome;
  } catch (error) {
    if (error instanceof UnreadableFile) {
      await client.query("rollback");
      return refused([error.message]);
    }
    fault = error as Error;
    throw error;
  } finally {
    // closing a connection that failed undoes everything, whatever it was in the midst of
    client.release(fault);
  }
}

async function copyAndCompare(
  client: pg.PoolClient,
  file: string,
  force: boolean,
  onProgress: (rows: number) => void,
): Promise<PostcodesOutcome> {
  const lock = await client.query<{ taken: boolean }>(
    "select pg_try_advisory_xact_lock(hashtext('import-postcodes')) as taken",
  );
  if (!lock.rows[0]?.taken) return refused(["Another import of postcodes is running."]);
  await client.query("set local statement_timeout = 0");
  await client.query("set local work_mem = '64MB'");
  await client.query("set local maintenance_work_mem = '128MB'");
  await client.query("create table postcode_new (like postcode)");

  const read: PostcodeCounts = { rows: 0, ended: 0, withoutSeat: 0, bad: 0, problems: [] };
  // frozen rows are seen by transactions that began before the swap, too
  const copy = client.query(
    copyFrom("copy postcode_new (code, area_code) from stdin with (freeze)"),
  );
  await pipeline(readPostcodes(readBytes(file), read, onProgress), copy);
  if (read.bad > 0 && !force)
    return refused([
      ...read.problems,
      ...(read.bad > read.problems.length ? [`… and ${read.bad - read.problems.length} more`] : []),
    ]);

  const repeated = await addPrimaryKey(client);
  if (repeated.differing.length > 0 && !force)
    return refused(
      repeated.differing
        .slice(0, 10)
        .map((code) => `${code} is there more than once, in different constituencies.`),
    );
  await client.query("analyze postcode_new");
  const compared = await client.query<Record<"added" | "moved" | "removed" | "all", number>>(`
    select count(*) filter (where old.code is null) as added,
      count(*) filter (where old.area_code <> new.area_code) as moved,
      count(*) filter (where new.code is null) as removed,
      count(new.code) as all
    from postcode as old full join postcode_new as new using (code)`);
  const { added, moved, removed, all } = compared.rows[0]!;
  if (all < fewestPostcodes && !force)
    return refused([
      `The file has ${all} postcodes with a constituency, fewer than ${fewestPostcodes}.`,
    ]);
  const unknown = await client.query<{ number: number }>(`
    select count(*) as number from (select distinct area_code from postcode_new) as listed
    where not exists (select from area where area.code = listed.area_code)`);
  return {
    kind: "imported",
    added,
    moved,
    removed,
    unchanged: all - added - moved,
    repeated: repeated.number,
    unknownAreas: unknown.rows[0]!.number,
    read,
  };
}

const primaryKey = "alter table postcode_new add constraint postcode_new_pkey primary key (code)";
const uniqueViolation = "23505";

/** Repeated postcodes are looked for only where the key finds one, for that takes longest of all. */
async function addPrimaryKey(
  client: pg.PoolClient,
): Promise<{ number: number; differing: string[] }> {
  await client.query("savepoint before_key");
  try {
    await client.query(primaryKey);
    return { number: 0, differing: [] };
  } catch (error) {
    if ((error as { code?: string }).code !== uniqueViolation) throw error;
  }
  await client.query("rollback to savepoint before_key");
  const { rows } = await client.query<{ code: string; last: string; differs: boolean }>(`
    select code, max(ctid)::text as last, min(area_code) <> max(area_code) as differs
    from postcode_new group by code having count(*) > 1`);
  // the last line counts
  await client.query(
    `delete from postcode_new using unnest($1::text[], $2::tid[]) as twice (code, last)
     where postcode_new.code = twice.code and postcode_new.ctid <> twice.last`,
    [rows.map((row) => row.code), rows.map((row) => row.last)],
  );
  await client.query(primaryKey);
  return {
    number: rows.length,
    differing: rows.filter((row) => row.differs).map((row) => row.code),
  };
}

function refused(problems: string[]) {
  return { kind: "refused" as const, problems };
}
