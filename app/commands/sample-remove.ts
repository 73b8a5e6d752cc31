/** `npm run sample:remove`: the demo's invented campaign, taken away. */
import { act } from "../organisers/audit.server.ts";
import { removeSample } from "../seed/sample/remove-sample.server.ts";
import { sampleParts } from "../words/organise/sample.ts";
import { runCommand, WrongUsage } from "./command.ts";

await runCommand({
  help: `
npm run sample:remove
  Takes away what the demo's first run made up: its members, signatures, letter, answer, update and
  timeline entries. What people really gave and wrote stays: their signatures, demands, imported
  members, settings, organisers, the audit log. Works while the server runs, whose pages follow
  within seconds. A second time there is nothing to take away.`,
  options: {},
  run: async ({ db, now, positionals }) => {
    if (positionals.length > 0) throw new WrongUsage("This command takes no argument.");
    const { removed } = await act(db, null, now, (tx) => removeSample(tx, now));
    console.log(
      removed ? `Removed ${sampleParts(removed).join(", ")}.` : "There is no sample data here.",
    );
  },
});
