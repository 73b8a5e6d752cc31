/** `npm run keys:rotate`: seals with the newest key what older ones have sealed. */
import type { Keys } from "../keys.server.ts";
import { writeAudit } from "../organisers/audit.server.ts";
import { resealAll } from "../sealing/reseal.server.ts";
import { findUnused } from "../sealing/unused.server.ts";
import { Refusal, runCommand, WrongUsage } from "./command.ts";
import { showProgress } from "./show-progress.ts";

const n = (number: number) => number.toLocaleString("en-GB");

function further(version: number, { naming, signing }: Pick<Keys, "naming" | "signing">): string {
  if (version === naming) return ". It stays first in APP_KEYS, for it names signers.";
  if (version === signing) return ". It stays in APP_KEYS, for it signs links.";
  return ", and may go from APP_KEYS.";
}

await runCommand({
  help: `
npm run keys:rotate
  Seals anew, with the last key of APP_KEYS, all that older ones have sealed. Add a further key at the end of
  APP_KEYS and restart every process first, for what is sealed with a key that a process does not have it cannot
  open. The site goes on meanwhile; killed at any moment, the command is run again. At its end it says which
  keys seal nothing any more. The first key stays where it is: it names signers.`,
  options: {},
  run: async ({ db, keys, now, positionals }) => {
    if (positionals.length > 0) throw new WrongUsage(`What is "${positionals[0]}"?`);
    const served = await db
      .selectFrom("ring_key")
      .select("served_at")
      .where("version", "=", keys.version)
      .executeTakeFirst();
    if (!served?.served_at)
      throw new Refusal(
        `No process of the site has started with key ${keys.version} yet, and could not open what it seals: restart them first.`,
      );
    const progress = showProgress("values sealed anew", 10_000);
    const { done, unopened } = await resealAll(db, keys, progress.at);
    progress.end();
    const { unused, left } = await findUnused(db, keys.version, now);
    if (done > 0)
      await writeAudit(
        db,
        null,
        {
          action: "keys.reseal",
          subject: "key ring",
          after: { version: keys.version, values: done },
        },
        now,
      );
    console.log(`${n(done)} values were sealed anew with key ${keys.version}.`);
    for (const { version, table, number } of left)
      console.log(`Key ${version} is still needed: ${n(number)} in ${table}.`);
    for (const version of unused)
      console.log(`Key ${version} seals nothing any more${further(version, keys)}`);
    if (unopened.size > 0) {
      const where = [...unopened].map(([table, number]) => `${n(number)} in ${table}`).join(", ");
      throw new Refusal(`No key opens some values, which stay as they are: ${where}.`);
    }
    if (left.length > 0) throw new Refusal("Some were held by others all the while: run it again.");
  },
});
