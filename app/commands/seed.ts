/** `npm run seed`: what the demo begins with; a deployment starts empty. */
import { seedIfEmpty } from "../seed/seed.server.ts";
import { runCommand, WrongUsage } from "./command.ts";

await runCommand({
  help: `
npm run seed [-- --founding]
  In the demo adds the founding demands where there is no demand, and a few constituencies with
  invented members where there is no constituency. A deployment starts empty, and nothing is added.
  What stands is left alone.

  --founding   adds the five founding demands of 8 January 2022 where there is no demand, in a
               deployment too; no constituencies and no members`,
  options: { founding: { type: "boolean" } },
  run: async ({ db, config, now, values, positionals }) => {
    if (positionals.length > 0)
      throw new WrongUsage("This command takes no argument but --founding.");
    const founding = values.founding === true;
    if (!config.demo && !founding) {
      console.log(
        "A deployment starts empty, so nothing was added. For the founding demands: npm run seed -- --founding",
      );
      return;
    }
    const added = await seedIfEmpty(db, !founding, now);
    console.log(added.length > 0 ? `Added ${added.join(" and ")}.` : "Nothing is empty.");
  },
});
