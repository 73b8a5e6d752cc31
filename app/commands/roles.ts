/** `npm run roles`: the three roles of a deployment's database. */
import { readLogin } from "#db/address.ts";
import { connect } from "#db/connection.ts";
import { grantAccess, readerOf } from "#db/grants.ts";
import { makeRoles, RolesProblem } from "#db/roles.ts";

import { Refusal, runBare, WrongUsage } from "./command.ts";

await runBare({
  help: `
npm run roles
  Makes or mends the roles of the database, as the addresses in the environment name them, and lets each do what it
  needs and no more:

  DATABASE_MIGRATE_URL  owns the tables, makes and changes them: npm run migrate and workers
  DATABASE_URL          reads and writes rows, makes and owns nothing, cannot change the audit log: web processes
  …_reader              only reads, and nothing that is sealed, names a signer or opens a door. Nobody signs in as it:
                        grant it to those who look at figures, "grant demands_app_reader to anna"

  Give DATABASE_ADMIN_URL, the address of a superuser, the first time; without it DATABASE_MIGRATE_URL is used. Roles
  that are there keep their rows and get the passwords of the addresses. Safe to be repeated, while the site runs too.`,
  options: {},
  run: async ({ config, positionals }) => {
    if (positionals.length > 0) throw new WrongUsage(`What is "${positionals[0]}"?`);
    const { databaseUrl, migrateUrl, adminUrl } = config;
    if (!databaseUrl || !migrateUrl)
      throw new Refusal("Give DATABASE_URL and DATABASE_MIGRATE_URL, each with its user's name.");
    const [app, migrator] = [readLogin(databaseUrl), readLogin(migrateUrl)];
    if (app.name === migrator.name || app.name === "")
      throw new Refusal("DATABASE_URL and DATABASE_MIGRATE_URL must name two users.");
    const admin = connect(adminUrl ?? migrateUrl, 1);
    try {
      for (const line of await makeRoles(admin.db, migrator, app)) console.log(line);
    } catch (error) {
      throw error instanceof RolesProblem ? new Refusal(error.message) : error;
    } finally {
      await admin.close();
    }
    // as the owner, whose tables of later migrations are granted by themselves
    const owner = connect(migrateUrl, 1);
    try {
      await grantAccess(owner.db, app.name);
    } finally {
      await owner.close();
    }
    console.log(
      `${migrator.name} owns the tables, ${app.name} works with their rows, ${readerOf(app.name)} reads figures.`,
    );
  },
});
