/** `npm run migrate`: the schema, brought to the newest. */
import { isCurrent } from "#db/migrate.ts";

import { Refusal, runCommand } from "./command.ts";

await runCommand({
  help: `
npm run migrate
  Brings the database to the newest schema. Every command and every start does so too;
  run it by itself before a deployment's new version starts.`,
  options: {},
  run: async ({ db }) => {
    if (!(await isCurrent(db))) throw new Refusal("The schema is not current.");
    console.log("The schema is current.");
  },
});
