/** `npm run spread`: the tables that grow with every signature, over parts or over machines. */
import { readAddress } from "#db/address.ts";
import { connectOwner, type Db } from "#db/connection.ts";
import {
  countMachines,
  getLayout,
  SHARDS,
  SpreadProblem,
  spreadOverMachines,
  spreadOverParts,
} from "#db/spread.ts";

import { grantSite } from "../process/schema.server.ts";
import { Refusal, runCommand, WrongUsage } from "./command.ts";

const MOST_PARTS = 256;
/** Somebody else has what is asked for: a lock, or one of two that wait for each other. */
const IN_USE = ["55P03", "40P01"];

await runCommand({
  help: `
npm run spread -- --parts N
  Cuts signatures, mail allowances and suppressions into N parts by hash (2 to ${MOST_PARTS}).
npm run spread -- --citus
  Lays signatures over the machines of the Citus cluster that DATABASE_URL leads to, with citus=true.

  Rows are copied, so stop the site first: whoever signs would wait meanwhile. It is done whole or not
  at all, and where it is done already nothing is changed.`,
  options: { parts: { type: "string" }, citus: { type: "boolean" } },
  run: async ({ url, config, values, positionals }) => {
    const { parts, citus } = values;
    if (positionals.length > 0) throw new WrongUsage(`What is "${positionals[0]}"?`);
    if ((parts === undefined) === (citus === undefined))
      throw new WrongUsage("Give either --parts N or --citus.");
    const owner = connectOwner(url, () => {});
    try {
      await (citus ? overMachines(owner.db, url) : overParts(owner.db, String(parts)));
      await grantSite(owner.db, config);
    } catch (error) {
      throw tellable(error);
    } finally {
      await owner.close();
    }
  },
});

async function overParts(db: Db, given: string): Promise<void> {
  const parts = Number(given);
  if (!/^\d+$/.test(given) || parts < 2 || parts > MOST_PARTS)
    throw new WrongUsage(`--parts takes a number from 2 to ${MOST_PARTS}.`);
  const layout = await getLayout(db);
  if (layout === "machines") throw new SpreadProblem("Signatures lie on several machines already.");
  if (layout !== "whole") {
    if (layout.parts !== parts)
      throw new SpreadProblem(`Signatures lie in ${layout.parts} parts already.`);
    console.log(`Signatures lie in ${parts} parts.`);
    return;
  }
  console.log(`Three tables are copied into ${parts} parts each. Whoever signs waits meanwhile.`);
  await spreadOverParts(db, parts);
  console.log("Done.");
}

async function overMachines(db: Db, url: string): Promise<void> {
  const machines = await countMachines(db);
  if (!readAddress(url).clustered)
    throw new SpreadProblem(
      "Add citus=true to DATABASE_URL, as in postgres://…/demands?citus=true, and start the site with it first.",
    );
  const layout = await getLayout(db);
  if (layout === "machines") {
    console.log(`Signatures lie over ${machines} machines.`);
    return;
  }
  if (layout !== "whole")
    throw new SpreadProblem(`Signatures lie in ${layout.parts} parts already.`);
  console.log(
    `Signatures are copied in ${SHARDS} shards to ${machines} machines. Whoever signs waits meanwhile.`,
  );
  await spreadOverMachines(db);
  console.log("Done.");
}

function tellable(error: unknown): unknown {
  if (error instanceof SpreadProblem) return new Refusal(error.message);
  if (IN_USE.includes((error as { code?: string }).code ?? ""))
    return new Refusal("The tables are in use: try again in a while, or stop the site first.");
  return error;
}
