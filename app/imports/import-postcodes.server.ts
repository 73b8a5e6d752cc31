/** Imports which constituency each postcode lies in: copied beside the old table, then swapped. */
import { pipeline } from "node:stream/promises";

import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

import { overClient } from "#db/over-client.ts";

import { showPostcode } from "../places/postcode.ts";
import { listExamples, listMoves, namesOfAreas } from "./postcodes/compare.server.ts";
import { doubtsAboutPostcodes } from "./doubts/doubtful-postcodes.ts";
import { readBytes, UnreadableFile } from "./open-file.server.ts";
import { linesByArea, type PostcodeChanges, sumMoves } from "./postcodes/changes.ts";
import { nothingRead, type PostcodesRead, readPostcodes } from "./read-postcodes.server.ts";
import type { ImportReport } from "./report.ts";
import { swapPostcodes } from "./swap-postcodes.server.ts";
import { type How, IMPORT_LOCK } from "./trial.server.ts";

export interface PostcodesImported extends PostcodeChanges {
  kind: "imported";
  report: ImportReport;
  /** Postcodes that stood in the file more than once; the last line counts. */
  repeated: number;
  read: PostcodesRead;
}

interface Refused {
  kind: "refused";
  problems: string[];
  /** Whether `force` takes it. */
  forcible: boolean;
  /** What to do first. */
  hint?: "import-areas" | "wait";
}

export type PostcodesOutcome = PostcodesImported | Refused;

/**
 * Makes the table equal to the file, in one transaction; look-ups go on all the while. The same
 * file again leaves the table in place. Memory stays flat, whatever the file's size.
 * @param pool lends one connection, for COPY needs it whole
 * @param how `force` leaves out bad lines and takes what is doubtful
 */
export async function importPostcodes(
  pool: pg.Pool,
  file: string,
  how: How,
  onProgress: (rows: number) => void = () => {},
): Promise<PostcodesOutcome> {
  const client = await pool.connect();
  let fault: Error | undefined;
  try {
    await client.query("begin");
    const outcome = await copyAndCompare(client, file, how.force, onProgress);
    if (how.dryRun || outcome.kind === "refused") {
      await client.query("rollback");
      return outcome;
    }
    if (outcome.added + outcome.moved + outcome.removed === 0)
      // the table stays in place, and the entry is all that is written
      await client.query("drop table postcode_new");
    else if (!(await swapPostcodes(client))) {
      await client.query("rollback");
      return refused(["The table of postcodes is held by a long transaction."]);
    }
    await how.record(overClient(client), outcome.report, []);
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
    "select pg_try_advisory_xact_lock($1) as taken",
    [IMPORT_LOCK],
  );
  if (!lock.rows[0]?.taken) return { ...refused(["Another import is running."]), hint: "wait" };
  const areas = await namesOfAreas(client);
  if (areas.size === 0 && !force)
    return { ...refused(["No constituencies are imported yet."], true), hint: "import-areas" };
  await client.query("set local statement_timeout = 0");
  await client.query("set local work_mem = '64MB'");
  await client.query("set local maintenance_work_mem = '128MB'");
  await client.query("create table postcode_new (like postcode)");

  const read = nothingRead();
  // frozen rows are seen by transactions that began before the swap, too
  const copy = client.query(
    copyFrom("copy postcode_new (code, area_code) from stdin with (freeze)"),
  );
  await pipeline(readPostcodes(readBytes(file, read), read, onProgress), copy);
  if (read.bad > 0 && !force)
    return refused(
      [
        ...read.problems,
        ...(read.bad > read.problems.length
          ? [`… and ${read.bad - read.problems.length} more`]
          : []),
      ],
      true,
    );

  const repeated = await addPrimaryKey(client);
  if (repeated.differing.length > 0 && !force)
    return refused(
      repeated.differing
        .slice(0, 10)
        .map(
          (code) => `${showPostcode(code)} is there more than once, in different constituencies.`,
        ),
      true,
    );
  await client.query("analyze postcode_new");
  const moves = await listMoves(client);
  const changes = sumMoves(moves, areas);
  if (changes.all === 0) return refused(["The file has no postcode with a constituency."]);
  const examples = await listExamples(client, changes);
  const doubts = doubtsAboutPostcodes(changes, read, examples);
  if (doubts.length > 0 && !force) return refused(doubts, true);
  const { added, moved, removed } = changes;
  const byArea = linesByArea(moves, areas);
  return {
    kind: "imported",
    report: [
      { what: "Postcodes added", number: added, lines: [] },
      { what: "Postcodes moved to another constituency", number: moved, lines: [] },
      { what: "Postcodes removed", number: removed, lines: [] },
      { what: "Constituencies with changes", number: byArea.length, lines: byArea },
    ],
    ...changes,
    repeated: repeated.number,
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

function refused(problems: string[], forcible = false): Refused {
  return { kind: "refused", problems, forcible };
}
