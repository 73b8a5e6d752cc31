/** `npm run demands:import`: demands from files, as `demands:export` writes them. */
import fs from "node:fs";
import path from "node:path";

import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { differencesOf, leftAlone } from "../demands/files/differences.ts";
import { wholeOf } from "../demands/files/get-whole.server.ts";
import { findKept, holdDemands, importDemand } from "../demands/files/import-demand.server.ts";
import { readFiles } from "../demands/files/read-files.ts";
import type { WholeDemand } from "../demands/files/whole-demand.ts";
import { writeAudit } from "../organisers/audit.server.ts";
import { refusePositionals } from "./importing.ts";
import { Refusal, runCommand, WrongUsage } from "./command.ts";

type Tx = Transaction<Database>;

/** Thrown to take everything back that a trial has done. */
class Tried extends Error {}

await runCommand({
  help: `
npm run demands:import -- --from FOLDER [--dry-run] [--new-versions]
  Takes demands in from the folder's files (SLUG.LANGUAGE.md, as demands:export writes them),
  all or none, and shows what differs. A demand is known by its slug, or by one that it had.
  A new one comes in as it stood; of one that is here the words, the settings and the timeline
  are brought up to date: its state is moved on its page, and nothing is taken away.

  --dry-run       shows what would differ, and changes nothing
  --new-versions  also where people signed the words that change: they stay beside the new ones`,
  options: {
    from: { type: "string" },
    "dry-run": { type: "boolean" },
    "new-versions": { type: "boolean" },
  },
  run: async ({ db, values, positionals, now }) => {
    refusePositionals(positionals);
    if (typeof values.from !== "string" || values.from === "")
      throw new WrongUsage("Say where from with --from FOLDER.");
    const demands = readFolder(values.from, now);
    const isTrial = values["dry-run"] === true;
    // a trial does it all and takes it back, so that it finds what the import would
    let changed = 0;
    try {
      await db.transaction().execute(async (tx) => {
        const how = { isTrial, newVersions: values["new-versions"] === true };
        await holdDemands(tx);
        for (const wanted of demands) changed += await takeIn(tx, wanted, how, now);
        if (isTrial) throw new Tried();
      });
    } catch (error) {
      if (!(error instanceof Tried)) throw error;
    }
    const of = `of ${demands.length} demands`;
    if (changed === 0) console.log(`Nothing differs: all ${of} are as in their files.`);
    else
      console.log(
        isTrial
          ? `Would change: ${changed} ${of}. Nothing was changed.`
          : `Changed: ${changed} ${of}.`,
      );
  },
});

function readFolder(folder: string, now: Date): WholeDemand[] {
  if (!fs.existsSync(folder)) throw new Refusal(`There is no folder ${folder}.`);
  const names = fs.readdirSync(folder).filter((name) => /\.(en|uk|kk|ru)\.md$/.test(name));
  if (names.length === 0)
    throw new Refusal(`No file in ${folder} is named as a demand's: SLUG.en.md.`);
  const files = names.sort().map((name) => {
    return { name, text: fs.readFileSync(path.join(folder, name), "utf8") };
  });
  const read = readFiles(files, now);
  if ("demands" in read) return read.demands;
  const lines = read.problems.map(({ file, line, problem }) => `${file}:${line}: ${problem}`);
  throw new Refusal(
    [...lines, "Nothing was changed. Mend the files and run the command again."].join("\n"),
  );
}

/** @returns 1 where anything differed */
async function takeIn(
  tx: Tx,
  wanted: WholeDemand,
  { isTrial, newVersions }: { isTrial: boolean; newVersions: boolean },
  now: Date,
): Promise<0 | 1> {
  const kept = await findKept(tx, wanted);
  const before = kept && (await wholeOf(tx, kept));
  const lines = differencesOf(before, wanted);
  const notes = before ? leftAlone(before, wanted) : [];
  if (lines.length + notes.length > 0) console.log(wanted.slug);
  for (const line of [...lines, ...notes.map((note) => `(${note})`)]) console.log(`  ${line}`);
  let done = await importDemand(tx, kept, wanted, newVersions, now);
  if (done.outcome === "needs-confirmation") {
    const people = done.signed === 1 ? "1 person" : `${done.signed} people`;
    const signed = `${people} signed the words that would change`;
    if (!isTrial)
      throw new Refusal(
        `${wanted.slug}: ${signed}. Nothing was changed; --new-versions keeps what they signed beside the new words.`,
      );
    console.log(`  (${signed}: that takes --new-versions)`);
    done = await importDemand(tx, kept, wanted, true, now);
  }
  if (done.outcome === "slug-taken")
    throw new Refusal(
      `${wanted.slug}: another demand has, or had, the slug ${done.slug}. Nothing was changed.`,
    );
  if (done.outcome !== "done") throw new Error("words that may change were asked about");
  for (const change of done.changes) await writeAudit(tx, null, change, now);
  return done.changes.length > 0 ? 1 : 0;
}
