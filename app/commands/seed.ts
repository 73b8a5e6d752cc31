/** `npm run seed`: what an empty database begins with. */
import { seedIfEmpty } from "../seed/seed.server.ts";
import { runCommand } from "./command.ts";

await runCommand({
  help: `
npm run seed
  Adds the founding demands where there is no demand, and, in the demo, a few constituencies
  with invented members where there is no constituency. What stands is left alone.`,
  options: {},
  run: async ({ db, config, now }) => {
    const added = await seedIfEmpty(db, config.demo, now);
    console.log(added.length > 0 ? `Added ${added.join(" and ")}.` : "Nothing is empty.");
  },
});
