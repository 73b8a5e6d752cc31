/** An import as a record: what was given, what it tells, and what may be done with it. */
import type { ImportKind, ImportState } from "#db/schema.ts";

import type { ImportReport } from "../report.ts";

/** What an import is of, and where it comes from. */
export interface Given {
  kind: ImportKind;
  source: "file" | "api";
  /** The file's own name, or that of another source. */
  name: string;
  bytes: number;
  /** Regions or countries that a list of members is the whole of; none for the whole House. */
  partOf: readonly string[];
  /** Null for the command line. */
  organiserId: number | null;
}

/** What an import did, or would do, in the sentences of the commands. */
export interface Told {
  /** Why it is refused; none where nothing stands against it. */
  problems: string[];
  /** Whether it can be done all the same; the report then says what would be. */
  forcible: boolean;
  /** What to do first. */
  hint?: "import-areas";
  /** What the file was taken for. */
  found: string[];
  summary: string[];
  report: ImportReport;
}

/** What is told of an import that came to nothing. */
export const toldOf = (problems: string[], hint?: Told["hint"]): Told => ({
  ...{ problems, forcible: false, found: [], summary: [], report: [] },
  ...(hint && { hint }),
});

export const kinds = ["members", "areas", "postcodes", "sittings"] as const satisfies ImportKind[];

export const membersApiName = "Members API";

const MB = 1024 * 1024;

/** The largest upload of each kind in bytes: the directory of postcodes has 230 MB as a zip, lists have 1. */
export const mostBytes: Readonly<Record<ImportKind, number>> = {
  members: 16 * MB,
  areas: 16 * MB,
  postcodes: 300 * MB,
  sittings: MB,
};

/** Uploads that wait to be looked at or run. */
export const mostWaiting = 5;

/**
 * How long an upload may be on its way, how long one is kept that nobody runs, and how long an import
 * can be undone; in milliseconds.
 */
export const ARRIVING_KEPT = 3_600_000;
export const UPLOAD_KEPT = 24 * 3_600_000;
export const UNDO_KEPT = 30 * 24 * 3_600_000;

/** Whether a file or its trial is still at work by itself. */
export const isAtWork = (state: ImportState): boolean =>
  state === "arriving" || state === "waiting" || state === "running" || state === "placing";

/** The parts of a report in which something is done. */
export const doneIn = (report: ImportReport) => report.filter(({ number }) => number > 0);

/** Names told to who looks, without the addresses that are not kept. */
export const withoutPrivate = (report: ImportReport): ImportReport =>
  report.map((part) => ({
    ...part,
    lines: part.lines.map(({ who, change, private: hidden }) =>
      hidden || change === undefined ? { who } : { who, change },
    ),
  }));
