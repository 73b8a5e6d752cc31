/** `npm run tally:check`: whether the counts are true. */
import { writeAudit } from "../organisers/audit.server.ts";
import { checkTally, type Drift, repairTally } from "../signatures/tally.server.ts";
import { Refusal, runCommand } from "./command.ts";

await runCommand({
  help: `
npm run tally:check [-- --repair]
  Compares every kept count with the signatures themselves. Exits 1 when one differs, naming it.

  --repair   sets the counts to what the signatures say, which the audit log keeps`,
  options: { repair: { type: "boolean" } },
  run: async ({ db, values, now }) => {
    const drift = await checkTally(db);
    for (const one of drift)
      console.log(`${nameOf(one)}: kept ${one.kept}, counted ${one.counted}`);
    if (drift.length === 0) {
      console.log("Every count is true.");
    } else if (values.repair === true) {
      const repaired = await repairTally(
        db,
        async (tx, found) => {
          const all = (side: "kept" | "counted") =>
            Object.fromEntries(found.map((one) => [nameOf(one), one[side]]));
          const change = { before: all("kept"), after: all("counted") };
          await writeAudit(tx, null, { action: "tally.repair", subject: "counts", ...change }, now);
        },
        now,
      );
      console.log(`${repaired.length} counts were repaired.`);
    } else {
      throw new Refusal(`${drift.length} counts differ from the signatures; --repair mends them.`);
    }
  },
});

function nameOf({ demand, tally, key }: Drift): string {
  return `${demand}, ${tally}${key ? ` ${key}` : ""}`;
}
