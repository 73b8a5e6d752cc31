/** Imports when each legislature sits: its table becomes the file's, whole. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import type { SittingRow } from "../../members/sitting-row.ts";
import { some } from "../some.ts";
import { duplicates, type How, inTrialOrForGood } from "../trial.server.ts";
import { brokenIn, doubtsAboutSittings } from "./doubtful-sittings.ts";
import { type SittingsImported, writeSittings } from "./write-sittings.server.ts";

export type SittingsOutcome =
  | SittingsImported
  | {
      kind: "refused";
      problems: string[];
      /** Whether `force` takes it. */
      forcible: boolean;
      hint?: "import-areas";
    };

type Period = Row<"sitting_period">;

/**
 * In one transaction; the same rows again write nothing. Legislatures that the file does not name keep their table.
 * @param how `force` takes what is doubtful
 * @param today `YYYY-MM-DD`
 */
export async function importSittings(
  db: Db,
  rows: readonly SittingRow[],
  how: How,
  today: string,
): Promise<SittingsOutcome> {
  return inTrialOrForGood<SittingsOutcome>(db, how, async (trx) => {
    const houses = await trx.selectFrom("legislature").select(["id", "name"]).execute();
    if (houses.length === 0)
      return {
        ...{ kind: "refused", forcible: false, hint: "import-areas" },
        problems: ["No legislature is known yet: constituencies come first."],
      };
    const idOf = (named: string) =>
      houses.find(({ id, name }) => [id, name].some((one) => isAlike(one, named)))?.id;
    const unknown = [
      ...new Set(rows.map(({ legislature }) => legislature).filter((one) => !idOf(one))),
    ];
    if (unknown.length > 0) {
      const known = houses.map(({ id, name }) => `${id} (${name})`).join(", ");
      const problems = unknown.map(
        (one) => `No legislature is called “${one}”: known is ${known}.`,
      );
      return { kind: "refused", problems, forcible: false };
    }
    const wanted = rows.map(({ legislature, from, to, what }): Period => {
      const { name, kind } = what;
      return { legislature_id: idOf(legislature)!, from_on: from, to_on: to, kind: kind!, name };
    });
    const broken = [
      ...brokenIn(wanted),
      ...duplicates(
        "The period",
        wanted.map((one) => `${one.legislature_id} ${one.from_on} to ${one.to_on}`),
      ),
    ];
    if (broken.length > 0) return { kind: "refused", problems: broken, forcible: false };
    const stored = await trx
      .selectFrom("sitting_period")
      .selectAll()
      .where("legislature_id", "in", [...new Set(wanted.map((one) => one.legislature_id))])
      .execute();
    const doubts = doubtsAboutSittings(wanted, stored, today);
    if (doubts.length > 0 && !how.force)
      return { kind: "refused", problems: doubts, forcible: true };
    return writeSittings(trx, wanted, stored);
  });
}

const isAlike = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** An import of sitting dates in a few sentences. */
export function saySittings({ added, removed, unchanged }: SittingsImported): string[] {
  return [
    added + removed === 0
      ? `Nothing changed: ${some(unchanged, "period is", "periods are")} as listed.`
      : `Periods added: ${added}, taken away: ${removed}, unchanged: ${unchanged}.`,
  ];
}
