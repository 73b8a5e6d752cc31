/** The list of those who sit now as a file, one row a member, one column a demand. */
import { en } from "../../words/en.ts";
import { dayOf } from "../../words/format.ts";
import { copyStates } from "../../words/letters.ts";
import { type Branch, parentOf } from "../../members/parties.ts";
import { toCsv } from "../csv.ts";
import type { SittingRow } from "./sitting.ts";

/** @param demands in the order of their columns */
export function sittingCsv(
  rows: readonly SittingRow[],
  demands: readonly { id: number; slug: string }[],
  branches: readonly Branch[],
): string {
  const head = [
    ...["id", "member", "constituency", "region", "party", "branch_of", "address", "source"],
    ...["seen_on", "given_no_longer", "do_not_write", "last_letter", "last_letter_on", "copy"],
    ...demands.map(({ slug }) => slug),
  ];
  const lines = rows.map((row) => {
    const { id, name, constituency, region, party, contact, mayWrite, last, stances } = row;
    const parent = parentOf(branches, party);
    return [
      ...[id, name, constituency, region, party, parent === party ? "" : parent],
      ...[contact?.email ?? "", contact?.source ?? "", contact?.seen_on ?? ""],
      ...[contact?.stale ? "yes" : "", mayWrite ? "" : "yes"],
      ...(last ? [last.letterId, dayOf(last.countedAt), copyStates[last.state]] : ["", "", ""]),
      ...demands.map((demand) => {
        const said = stances.find(({ demandId }) => demandId === demand.id);
        return said ? en.members.stances[said.stance] : "";
      }),
    ];
  });
  return toCsv([head, ...lines]);
}
