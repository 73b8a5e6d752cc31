/** `npm run backup`: all that is in the database, in one file that only its key opens. */
import { makeIdentity } from "../backup/age-keys.server.ts";
import { writeBackup } from "../backup/write-backup.server.ts";
import { runBare, withDatabase, WrongUsage } from "./command.ts";

const number = (value: number) => value.toLocaleString("en-GB");

await runBare({
  help: `
npm run backup -- --to FILE [--erasures] [--recipient age1…]
npm run backup -- --new-key FILE
  Writes all that is in the database into a new file, as of one moment, while the site goes on. It is
  enciphered for a public key, so that nobody on this machine can read it; npm run restore opens it with the
  secret half, and so does age (age-encryption.org). It stands there whole or not at all.

  --to FILE       is never overwritten
  --erasures      only the list of what was erased: small, to be written every few minutes and kept elsewhere,
                  so that nothing comes back that was erased after the last backup
  --recipient     the public key; BACKUP_RECIPIENT unless told
  --new-key FILE  makes a pair of keys: the secret half in this file, the public half printed. Do so on another
                  machine, or take the file away: who has it can read every backup`,
  options: {
    to: { type: "string" },
    erasures: { type: "boolean" },
    recipient: { type: "string" },
    "new-key": { type: "string" },
  },
  run: async ({ config, values, positionals }) => {
    const { to, erasures, "new-key": newKey } = values;
    if (positionals.length > 0) throw new WrongUsage(`What is "${positionals[0]}"?`);
    if (typeof newKey === "string" && to === undefined) {
      const recipient = await makeIdentity(newKey, new Date());
      console.log(`BACKUP_RECIPIENT=${recipient}\n\nThe secret half is in ${newKey}.`);
      return;
    }
    if (typeof to !== "string" || to === "" || newKey !== undefined)
      throw new WrongUsage("Say where to with --to FILE, or make a key with --new-key FILE.");
    await withDatabase(config, async ({ pool, keys, now }) => {
      const recipient = values.recipient ?? config.backupRecipient;
      if (typeof recipient !== "string")
        throw new WrongUsage("Say for which key: BACKUP_RECIPIENT, or --recipient age1….");
      const kind = erasures === true ? "erasures" : "whole";
      const begun = performance.now();
      const { rows, bytes, digest } = await writeBackup(
        pool,
        keys,
        { file: to, recipient, kind },
        now,
      );
      const seconds = (performance.now() - begun) / 1000;
      const tables = Object.entries(rows).filter(([, count]) => count > 0);
      for (const [table, count] of tables) console.log(`${number(count).padStart(12)}  ${table}`);
      const all = tables.reduce((sum, [, count]) => sum + count, 0);
      console.log(
        `Written: ${to}, ${number(all)} rows of ${tables.length} tables, ${number(bytes)} bytes, ${seconds.toFixed(1)} s. SHA-256 ${digest}`,
      );
    });
  },
});
