/** How a batch of confirmations is carried out: however little there was when it was planned, demands are read once. */
import { expect, test } from "vitest";

import { confirmClicks } from "#app/signatures/confirm.server.ts";
import { connect } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { makeDemand, signed, wishFor } from "./support/signers.ts";

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Loops": number;
  Plans?: Plan[];
}

interface Statement {
  text: string;
  values: unknown[];
}

/** Of the statement, that name the table. */
const PARTS = 4;

/** How often a plan has read the demands from end to end. */
const readings = (plan: Plan): number =>
  (plan["Node Type"] === "Seq Scan" && plan["Relation Name"] === "demand"
    ? plan["Actual Loops"]
    : 0) + (plan.Plans ?? []).reduce((sum, below) => sum + readings(below), 0);

// each confirmation leaves a dead row of its demand, so to read them for each link takes longer the more confirm
test("a batch reads the demands once for each part of its statement, not for each link", async () => {
  await using database = await freshDatabase();
  const { db, pool, url } = database;
  for (const slug of ["one", "two", "three"]) await makeDemand(db, slug);
  const connection = connect(url, 1);
  let statement: Statement | undefined;
  connection.pool.on("connect", (client) => {
    const query = client.query.bind(client) as (asked: Statement) => unknown;
    client.query = ((asked: Statement) => {
      if (asked.text?.includes("into signature")) statement = asked;
      return query(asked);
    }) as typeof client.query;
  });
  const people = Array.from({ length: 60 }, (_, index) => `p${index}@example.org`);
  const ids: string[] = [];
  for (const person of people) ids.push(await signed(db, wishFor([1], person)));
  const readFor = async (batch: readonly string[], ticked: string[] | null): Promise<number> => {
    await confirmClicks(
      connection.db,
      batch.map((id) => ({ id, ticked })),
      new Date(),
    );
    const { text, values } = statement!;
    const { rows } = await pool.query<{ "QUERY PLAN": { Plan: Plan }[] }>({
      ...{ text: `explain (analyze, format json) ${text}`, values },
    });
    return readings(rows[0]!["QUERY PLAN"][0]!.Plan);
  };
  for (const ticked of [null, ["one", "two"]])
    expect(await readFor(ids.splice(0, 30), ticked)).toBeLessThanOrEqual(PARTS);
  await connection.close();
});
