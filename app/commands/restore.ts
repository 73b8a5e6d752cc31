/** `npm run restore`: a backup, brought back into an empty database. */
import { readLogin } from "#db/address.ts";

import type { Foot } from "../backup/format.ts";
import type { Config } from "../config.server.ts";
import { verifyBackup } from "../backup/read-backup.server.ts";
import { restore } from "../backup/restore.server.ts";
import { grantSite } from "../process/schema.server.ts";
import { heldWords } from "../words/tasks.ts";
import { Refusal, runBare, withDatabase, WrongUsage } from "./command.ts";

const number = (value: number) => value.toLocaleString("en-GB");

await runBare({
  help: `
npm run restore -- --from FILE --identity FILE [--erasures FILE …]
npm run restore -- --verify FILE --identity FILE
  Brings a backup back into an empty database, at DATABASE_URL or in DATA_DIR, with the keys that it was made
  with. All of the file is read before anything is written. Nothing that waited then leaves by itself: emails,
  letters, updates and invitations are held, and organisers have tasks that say what to do. Nobody is signed in.

  --from FILE      a backup of this or an older version of the program
  --identity FILE  the secret half of the key that it was enciphered for
  --erasures FILE  what was erased since, from npm run backup -- --erasures: it is erased again. Can be given again
  --verify FILE    only reads the whole of a backup, without a database`,
  options: {
    from: { type: "string" },
    identity: { type: "string" },
    erasures: { type: "string", multiple: true },
    verify: { type: "string" },
  },
  run: async ({ config, values, positionals }) => {
    const { from, verify, identity } = values;
    if (positionals.length > 0) throw new WrongUsage(`What is "${positionals[0]}"?`);
    if (typeof identity !== "string")
      throw new WrongUsage("Say who opens it with --identity FILE.");
    const begun = performance.now();
    const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
    if (typeof verify === "string" && from === undefined) {
      const { madeAt, rows } = await verifyBackup(verify, identity);
      tell(rows);
      console.log(`Whole: ${verify}, made ${madeAt}, ${seconds()} s.`);
      return;
    }
    if (typeof from !== "string" || verify !== undefined)
      throw new WrongUsage(
        "Say what to restore with --from FILE, or what to read with --verify FILE.",
      );
    refuseTwo(config);
    await withDatabase(config, async ({ db, url, keys, now }) => {
      const asked = { file: from, identity, erasures: (values.erasures ?? []) as string[] };
      const { madeAt, rows, erased, held, drift } = await restore(url, keys, asked, now);
      await grantSite(db, config);
      tell(rows);
      console.log(
        `Restored: ${from}, made ${madeAt}, every table with as many rows as then, ${seconds()} s.`,
      );
      console.log(
        `Erased again: ${number(erased.signatures)} signatures, ${number(erased.forms)} forms and ${number(erased.updates)} wishes for updates, of ${number(erased.people)} people.`,
      );
      console.log(`Held: ${heldWords(held)}.`);
      if (drift.length > 0)
        throw new Refusal(
          `${drift.length} counts differ from the signatures, as they did then: npm run tally:check -- --repair mends them.`,
        );
      console.log("Every count is true.");
    });
  },
});

/** Given one address anew, the other in .env still names the database of before. */
function refuseTwo({ databaseUrl, migrateUrl }: Pick<Config, "databaseUrl" | "migrateUrl">): void {
  if (!databaseUrl || !migrateUrl) return;
  const [one, other] = [databaseUrl, migrateUrl].map((url) => readLogin(url).database);
  if (one !== other)
    throw new Refusal(
      `DATABASE_URL and DATABASE_MIGRATE_URL name two databases (${one}, ${other}): give both as the new one.`,
    );
}

function tell(rows: Foot["rows"]): void {
  for (const [table, count] of Object.entries(rows))
    if (count > 0) console.log(`${number(count).padStart(12)}  ${table}`);
}
