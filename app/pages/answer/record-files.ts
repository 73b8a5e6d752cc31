/** What members say of one demand, for programs. */
import type { RecordRow } from "../../answers/record/demand-record.server.ts";
import { countParts, type Group, groupBy, type PartCounts } from "../../answers/record/standing.ts";
import { toCsv } from "../csv.ts";

/** In small letters with underscores, as the other files have it. */
const countsOf = ({ supports, partly, opposes, declined, ...rest }: PartCounts) => ({
  ...{ supports, partly, opposes, declined, no_answer: rest["no-answer"] },
});

const groupOf = ({ name, counts, all }: Group) => ({ name, members: all, ...countsOf(counts) });

function memberOf(row: RecordRow) {
  const { standing, said } = row;
  const isAnswered = standing.kind === "answered";
  return {
    id: row.memberId,
    name: row.name,
    party: row.party,
    constituency: row.area,
    ons_code: row.code,
    region: row.region,
    status: standing.kind.replaceAll("-", "_"),
    asked_on: row.askedOn,
    acknowledged_on: row.acknowledgedOn,
    stance: isAnswered ? standing.stance.replaceAll("-", "_") : null,
    answered_on: isAnswered ? standing.on : null,
    corrected_on: said?.correctedOn ?? null,
    statement: said?.quote ?? null,
    source: said ? (said.isByLink ? "the answer link" : said.source) : null,
  };
}

/** @param self its own address */
export const recordJson = (self: string, rows: readonly RecordRow[]) => ({
  links: { self },
  data: {
    ...countsOf(countParts(rows)),
    by_party: groupBy(rows, ({ party }) => party).map(groupOf),
    by_region: groupBy(rows, ({ region }) => region).map(groupOf),
    members: rows.map(memberOf),
  },
});

const HEADS = [
  ...["id", "name", "party", "constituency", "ons_code", "region", "status", "asked_on"],
  ...["acknowledged_on", "stance", "answered_on", "corrected_on", "statement", "source"],
] as const satisfies readonly (keyof ReturnType<typeof memberOf>)[];

export const recordCsv = (rows: readonly RecordRow[]): string =>
  toCsv([
    HEADS,
    ...rows.map((row) => {
      const member = memberOf(row);
      return HEADS.map((head) => member[head] ?? "");
    }),
  ]);
