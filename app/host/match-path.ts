/** Which row of the table of paths answers a path. */
import { fillPath, paths, type Pattern, rowOf } from "../paths.ts";
import type { PathRow } from "../paths/row.ts";

export interface MatchedPath {
  pattern: Pattern;
  row: PathRow;
  params: Readonly<Record<string, string>>;
}

interface Candidate extends Pick<MatchedPath, "pattern" | "row"> {
  segments: readonly string[];
}

const isParam = (segment: string) => segment.startsWith(":");

/** By the number of segments, words before parameters, as Remix ranks them. */
const candidates = Map.groupBy(
  (Object.keys(paths) as Pattern[])
    .filter((pattern) => pattern !== "/*")
    .map((pattern): Candidate => {
      return { pattern, row: rowOf(pattern), segments: segmentsOf(pattern) };
    })
    .sort((a, b) => rank(a).localeCompare(rank(b))),
  ({ segments }) => segments.length,
);

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function rank({ segments }: Candidate): string {
  return segments.map((segment) => (isParam(segment) ? "1" : "0")).join("");
}

/** Where programs look, whether a row names it or not: what is wrong there is said as a program reads it. */
const PROGRAMS = /^\/(petitions|archived|parliaments|topics|trending)([/.]|$)|\.(json|csv|atom)$/i;

const ofPrograms: PathRow = { file: rowOf("/*").file, audience: "programs" };

const nothing = (path: string): MatchedPath => {
  return { pattern: "/*", row: PROGRAMS.test(path) ? ofPrograms : rowOf("/*"), params: {} };
};

/** @param path decoded, `/` within a segment as `%2F`; case and slashes at the end make no difference */
export function matchPath(path: string): MatchedPath {
  const segments = segmentsOf(path);
  // Remix takes this ending off and answers with the data of what is left, which is another row's path
  if (segments.at(-1)?.toLowerCase().endsWith(".data")) return nothing(path);
  const words = segments.map((segment) => segment.toLowerCase());
  const found = candidates
    .get(segments.length)
    ?.find((candidate) =>
      candidate.segments.every((wanted, index) => wanted === words[index] || isParam(wanted)),
    );
  if (!found) return nothing(path);
  // of what programs ask for each spelling would be kept beside the others
  const isForPrograms = found.row.audience === "programs";
  const params: Record<string, string> = {};
  found.segments.forEach((wanted, index) => {
    if (!isParam(wanted)) return;
    const value = segments[index]!.replaceAll("%2F", "/");
    params[wanted.slice(1)] = isForPrograms ? value.toLowerCase() : value;
  });
  return { pattern: found.pattern, row: found.row, params };
}

/** The one spelling of a path that was matched. */
export const pathOf = ({ pattern, params }: MatchedPath): string => fillPath(pattern, params);
