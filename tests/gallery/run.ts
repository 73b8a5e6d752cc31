/** `npm run screenshots`: pictures of every page in every state, width, theme and language, and what axe finds in them. */
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { buildIfStale } from "#app/process/build.server.ts";

import { startDatabases } from "./databases.ts";
import { indexPage } from "./index-page.ts";
import { openPages, visit } from "./open.ts";
import { type Picture, takePictures } from "./pictures.ts";
import { startGallery } from "./sites.ts";
import { visitsOf } from "./visits.ts";

const help = `
npm run screenshots [-- --only PART] [--locale CODE] [--out FOLDER]
  Fills sites of its own on the embedded Postgres, opens every page in every state and language, and takes
  its picture at every width and in both themes. Exits 1 when a page is not answered as it should be, or
  axe finds something; the index names it.

  --only PART    pages and states whose name has this part, as in --only /organise
  --locale CODE  one language
  --out FOLDER   .cache/screenshots unless told; what is in it is replaced`;

const { values } = readArguments();
if (values.help) console.log(help.trim());
else await takeAll(values.out);

function readArguments() {
  try {
    return parseArgs({
      options: {
        only: { type: "string" },
        locale: { type: "string" },
        out: { type: "string", default: ".cache/screenshots" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help.trim()}\n`);
    process.exit(2);
  }
}

async function takeAll(folder: string): Promise<void> {
  buildIfStale();
  await using databases = await startDatabases();
  await using gallery = await startGallery(databases.make);
  const visits = visitsOf(gallery.facts, values.only).filter(
    ({ locale }) => values.locale === undefined || values.locale === locale,
  );
  fs.mkdirSync(folder, { recursive: true });
  for (const file of fs.readdirSync(folder))
    if (/\.(png|html)$/.test(file)) fs.rmSync(path.join(folder, file));
  const pageFor = openPages(gallery);
  const pictures: Picture[] = [];
  for (const [index, wanted] of visits.entries()) {
    const { page, said } = await pageFor(wanted);
    const status = await visit(gallery, page, wanted);
    const taken = await takePictures(page, wanted, folder);
    const right = wanted.status ?? 200;
    if (status !== right) taken[0]!.findings.push(`answered ${status}, not ${right}`);
    taken[0]!.findings.push(...said.splice(0));
    pictures.push(...taken);
    process.stderr.write(`\r${index + 1} of ${visits.length} `);
  }
  fs.writeFileSync(path.join(folder, "index.html"), indexPage(pictures));
  process.stderr.write("\n");
  const found = pictures.flatMap(({ file, findings }) => findings.map((one) => `${file}: ${one}`));
  for (const line of found) console.log(line);
  console.log(`${path.join(folder, "index.html")}`);
  console.log(`${pictures.length} pictures, ${found.length} findings`);
  if (found.length > 0) process.exitCode = 1;
}
