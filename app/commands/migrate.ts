/** `npm run migrate`: the schema, brought to the newest. */
import { isCurrent } from "#db/migrate.ts";

import { grantSite } from "../process/schema.server.ts";
import { Refusal, runCommand } from "./command.ts";

await runCommand({
  help: `
npm run migrate
  Brings the database to the newest schema. Every command and every start does so too;
  run it by itself before a deployment's new version starts. With DATABASE_MIGRATE_URL it also
  lets the other roles have what is new: npm run roles.`,
  options: {},
  run: async ({ db, config }) => {
    if (!(await isCurrent(db))) throw new Refusal("The schema is not current.");
    console.log("The schema is current.");
    if (await grantSite(db, config))
      console.log("The roles may do with its tables what they should.");
  },
});
