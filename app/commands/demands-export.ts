/** `npm run demands:export`: the demands as files, a Markdown file for each language. */
import fs from "node:fs";
import path from "node:path";

import { listWhole } from "../demands/files/get-whole.server.ts";
import { filesOf } from "../demands/files/write-files.ts";
import { refusePositionals } from "./importing.ts";
import { Refusal, runCommand, WrongUsage } from "./command.ts";

await runCommand({
  help: `
npm run demands:export -- --to FOLDER
  Writes every demand into the folder: SLUG.LANGUAGE.md, its words with what is kept beside
  them at its head, drafts too. The English file has its state, times and timeline as well.
  The same demands make the same files, so that they can be kept in git. No signature is in them.

  --to FOLDER  is made where it is not there; other files in it are left alone`,
  options: { to: { type: "string" } },
  run: async ({ db, values, positionals }) => {
    refusePositionals(positionals);
    if (typeof values.to !== "string" || values.to === "")
      throw new WrongUsage("Say where to with --to FOLDER.");
    const folder = values.to;
    const demands = await listWhole(db);
    if (demands.length === 0) throw new Refusal("There is no demand here. Nothing was written.");
    const files = demands.flatMap(filesOf);
    fs.mkdirSync(folder, { recursive: true });
    for (const { name, text } of files) fs.writeFileSync(path.join(folder, name), text);
    const names = new Set(files.map(({ name }) => name));
    const others = fs
      .readdirSync(folder)
      .filter((name) => name.endsWith(".md") && !names.has(name));
    console.log(`Written: ${demands.length} demands in ${files.length} files.`);
    if (others.length > 0)
      console.log(`Left alone, for they are of no demand: ${others.join(", ")}.`);
  },
});
