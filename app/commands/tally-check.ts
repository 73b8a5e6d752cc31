/** `npm run tally:check`: whether the counts are true. */
import { checkTally, repairTally } from "../signatures/tally.server.ts";
import { Refusal, runCommand } from "./command.ts";

await runCommand({
  help: `
npm run tally:check [-- --repair]
  Compares every kept count with the signatures themselves. Exits 1 when one differs, naming it.

  --repair   sets the counts to what the signatures say`,
  options: { repair: { type: "boolean" } },
  run: async ({ db, values }) => {
    const drift = await checkTally(db);
    for (const { demand, tally, key, kept, counted } of drift) {
      console.log(`${demand}, ${tally}${key ? ` ${key}` : ""}: kept ${kept}, counted ${counted}`);
    }
    if (drift.length === 0) {
      console.log("Every count is true.");
    } else if (values.repair === true) {
      await repairTally(db);
      console.log(`${drift.length} counts were repaired.`);
    } else {
      throw new Refusal(`${drift.length} counts differ from the signatures; --repair mends them.`);
    }
  },
});
