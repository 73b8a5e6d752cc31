/** An import as its page tells it. */
import { doneIn, isAtWork, type Told } from "../../imports/runs/run.ts";
import type { Run } from "../../imports/runs/get-run.server.ts";
import { asOnPage } from "../../words/organise/imports.ts";
import type { ImportReport } from "../../imports/report.ts";

/** What of an import is shown in a list, or above its own page. */
export interface ToldRun extends Pick<
  Run,
  "id" | "kind" | "state" | "name" | "bytes" | "progress" | "version"
> {
  who: string;
  at: Date;
  isAtWork: boolean;
  isForced: boolean;
  /** Of its own page: what it would do, or did. */
  told: Told | undefined;
  /** What was done, in numbers. */
  numbers: { what: string; number: number }[];
}

export const toldRun = (run: Run, addresses: ReadonlyMap<number, string>): ToldRun => {
  const { id, kind, state, name, bytes, progress, version, told } = run;
  return {
    ...{ id, kind, state, name, bytes, progress, version },
    who: whoIs(run.organiser_id, addresses),
    at: run.finished_at ?? run.created_at,
    isAtWork: isAtWork(state),
    isForced: run.is_forced,
    told: told ? { ...told, problems: told.problems.map(asOnPage) } : undefined,
    numbers: numbersOf(told?.report ?? []),
  };
};

export const whoIs = (id: number | null, addresses: ReadonlyMap<number, string>): string =>
  id === null ? "command line" : (addresses.get(id) ?? "—");

const numbersOf = (report: ImportReport) =>
  doneIn(report).map(({ what, number }) => ({ what, number }));
