/** `npm run keys:rotate`: seals with the newest key what older ones have sealed; after a leak names signers anew. */
import type { Db } from "#db/connection.ts";

import type { Keys } from "../keys.server.ts";
import { writeAudit } from "../organisers/audit.server.ts";
import { nameAnew } from "../sealing/name-anew.server.ts";
import { resealAll } from "../sealing/reseal.server.ts";
import { findUnused } from "../sealing/unused.server.ts";
import { type CommandTools, Refusal, runCommand, WrongUsage } from "./command.ts";
import { showProgress } from "./show-progress.ts";

const secondsFrom = (begun: number) => () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
const n = (number: number) => number.toLocaleString("en-GB");

function further(version: number, { naming }: Pick<Keys, "naming">): string {
  if (version === naming[0]) return ". It stays first in APP_KEYS, for it names signers.";
  if (naming.includes(version))
    return ". It stays in APP_KEYS with its mark, for it names signers on top of the first.";
  return ", and may go from APP_KEYS.";
}

/** @throws Refusal while the site runs, which would go on with the names of before */
async function nameSigners(
  { db, keys, now }: CommandTools,
  unopened: Map<string, number>,
): Promise<boolean> {
  const progress = showProgress("rows gone through", 10_000);
  const seconds = secondsFrom(performance.now());
  const done = await nameAnew(db, keys, now, requireRest, progress.at);
  progress.end();
  if (!done) return false;
  const { versions, rows, ended } = done;
  for (const [table, number] of done.unopened) unopened.set(table, number);
  console.log(
    `Signers are named anew with key ${versions.join(", ")}: ${n(rows)} rows, ${seconds()}.`,
  );
  if (ended > 0)
    console.log(
      `Of ${n(ended)} updates that were half sent it is not kept any more who has had them: they end.`,
    );
  console.log("Every link that was mailed before is dead. Start the site now.");
  return true;
}

function requireRest(others: readonly string[]): void {
  if (others.length > 0)
    throw new Refusal(
      `The site is connected to this database still: ${others.join(", ")}. Stop every process of it, on all machines, other commands, and a pooler. Nothing has changed.`,
    );
}

async function requireServed(db: Db, version: number): Promise<void> {
  const served = await db
    .selectFrom("ring_key")
    .select("served_at")
    .where("version", "=", version)
    .executeTakeFirst();
  if (!served?.served_at)
    throw new Refusal(
      `No process of the site has started with key ${version} yet, and could not open what it seals: restart them first.`,
    );
}

await runCommand({
  help: `
npm run keys:rotate
  Seals anew, with the last key of APP_KEYS, all that older ones have sealed. Add a further key at the end of
  APP_KEYS and restart every process first, for what is sealed with a key that a process does not have it cannot
  open. The site goes on meanwhile; killed at any moment, the command is run again. At its end it says which
  keys seal nothing any more. The first key stays where it is: it names signers.

  After a leak, with a further key that has a mark (1:…,2!:…) and every process stopped, it first names all signers
  anew, in one transaction: names that can be made with the leaked key lead nowhere then.`,
  options: {},
  renames: true,
  run: async (tools) => {
    const { db, keys, now, positionals } = tools;
    if (positionals.length > 0) throw new WrongUsage(`What is "${positionals[0]}"?`);
    const unopened = new Map<string, number>();
    if (!(await nameSigners(tools, unopened))) await requireServed(db, keys.version);
    const seconds = secondsFrom(performance.now());
    const progress = showProgress("values sealed anew", 10_000);
    const { done, ...resealed } = await resealAll(db, keys, progress.at);
    progress.end();
    for (const [table, number] of resealed.unopened) unopened.set(table, number);
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
    console.log(`${n(done)} values were sealed anew with key ${keys.version}, ${seconds()}.`);
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
