/** Imports what was given on a page, or tries to: the same importers as the commands', the same sentences. */
import { readFile } from "node:fs/promises";

import type { Connection } from "#db/connection.ts";

import type { ListedSeat } from "../../members/member.ts";
import { dayOf } from "../../words/format.ts";
import { describeFound } from "../csv-found.ts";
import { importAreas } from "../import-areas.server.ts";
import { importMembers } from "../import-members.server.ts";
import { importPostcodes } from "../import-postcodes.server.ts";
import { readAreasFile, readMembersFile, readSittingsFile } from "../read-lists.server.ts";
import { importSittings, saySittings } from "../sittings/import-sittings.server.ts";
import { sayAreas } from "../tell/say-areas.ts";
import { sayMembers } from "../tell/say-members.ts";
import { sayPostcodes } from "../tell/say-postcodes.ts";
import type { How } from "../trial.server.ts";
import { type Given, type Told, toldOf } from "./run.ts";

/** `isBusy` where another import was running: it is to be tried again. */
export type Outcome = Told & { isBusy: boolean };

const nothing: Outcome = { ...toldOf([]), isBusy: false };

const refused = (problems: string[], more: Partial<Outcome> = {}): Outcome => ({
  ...nothing,
  problems,
  ...more,
});

/**
 * @param file where what was given lies; of the Members API the seats as JSON
 * @param onProgress told how many lines of a directory of postcodes were read
 */
export async function importGiven(
  { db, pool }: Pick<Connection, "db" | "pool">,
  { kind, source, partOf }: Pick<Given, "kind" | "source" | "partOf">,
  file: string,
  how: How,
  now: Date,
  onProgress: (lines: number) => void,
): Promise<Outcome> {
  if (kind === "postcodes") {
    const outcome = await importPostcodes(pool, file, how, onProgress);
    if (outcome.kind === "imported")
      return { ...nothing, summary: sayPostcodes(outcome), report: outcome.report };
    const { problems, forcible, hint } = outcome;
    return refused(problems, {
      ...{ forcible, isBusy: hint === "wait" },
      ...(hint === "import-areas" && { hint }),
    });
  }
  if (kind === "areas") {
    const reading = await readAreasFile(file);
    if (reading.kind === "unreadable") return refused(reading.problems);
    const found = describeFound(reading.found);
    const outcome = await importAreas(db, reading.rows, how);
    if (outcome.kind === "refused")
      return refused(outcome.problems, { found, forcible: outcome.forcible });
    return { ...nothing, found, summary: sayAreas(outcome), report: outcome.report };
  }
  if (kind === "sittings") {
    const reading = await readSittingsFile(file);
    if (reading.kind === "unreadable") return refused(reading.problems);
    const found = describeFound(reading.found);
    const outcome = await importSittings(db, reading.rows, how, dayOf(now));
    if (outcome.kind === "refused") {
      const { problems, forcible, hint } = outcome;
      return refused(problems, { found, forcible, ...(hint && { hint }) });
    }
    return { ...nothing, found, summary: saySittings(outcome), report: outcome.report };
  }
  const reading = source === "api" ? await readAnswers(file) : await readMembersFile(file);
  if (reading.kind === "unreadable") return refused(reading.problems);
  const found = reading.found ? describeFound(reading.found) : [];
  const outcome = await importMembers(db, reading.seats, source, { ...how, partOf }, now);
  if (outcome.kind === "refused")
    return refused(outcome.problems, {
      ...{ found, forcible: outcome.hint === "force" },
      ...(outcome.hint === "import-areas" && { hint: outcome.hint }),
    });
  return { ...nothing, found, summary: sayMembers(outcome), report: outcome.report };
}

/** What the Members API answered, as it was kept. */
async function readAnswers(file: string) {
  const seats = JSON.parse(await readFile(file, "utf8")) as ListedSeat[];
  return { kind: "read" as const, seats, found: undefined };
}
