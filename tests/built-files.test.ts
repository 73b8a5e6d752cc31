import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

import { parseConfig } from "#app/config.server.ts";
import { finishBuild } from "#app/finish-build.ts";
import { readBuiltFiles } from "#app/web/built-files.server.ts";

/** A build's folder, with a hashed style sheet and what the build makes of it. */
function buildOf(...names: string[]): { folder: string; finish: () => void } & Disposable {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-build-"));
  fs.mkdirSync(path.join(folder, "assets"));
  for (const name of names) fs.writeFileSync(path.join(folder, name), "a{color:red}".repeat(200));
  return {
    folder,
    finish: finishBuild(folder).closeBundle as () => void,
    [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

const config = parseConfig({});
const root = "/assets/root-abcdefgh.css";

test("what an earlier build made stays for a week", () => {
  using build = buildOf("assets/root-abcdefgh.css", "assets/root-12345678.css");
  build.finish();
  const files = () => fs.readdirSync(path.join(build.folder, "assets")).sort();
  expect(files()).toEqual(
    ["12345678", "abcdefgh"].flatMap((hash) =>
      ["", ".br", ".gz"].map((ending) => `root-${hash}.css${ending}`),
    ),
  );
  const aged = (days: number) => new Date(Date.now() - days * 86_400_000);
  fs.utimesSync(path.join(build.folder, root), aged(6), aged(6));
  fs.utimesSync(path.join(build.folder, "assets/root-12345678.css"), aged(8), aged(8));
  build.finish();
  expect(files()).toEqual(["", ".br", ".gz"].map((ending) => `root-abcdefgh.css${ending}`));
});

test("a file that was built after the process began is found, and nothing outside the folder", () => {
  using build = buildOf("index.json", "assets/root-12345678.css");
  build.finish();
  const find = readBuiltFiles(path.join(build.folder), config);
  expect(find(root)).toBeUndefined();
  fs.renameSync(
    path.join(build.folder, "assets/root-12345678.css"),
    path.join(build.folder, "assets/root-abcdefgh.css"),
  );
  expect(find(root)).toMatchObject({ status: 200 });
  expect(find("/assets/../index-12345678.json")).toBeUndefined();
  expect(find("/assets/root-12345678.css.br")).toBeUndefined();
  expect(find("/package.json")).toBeUndefined();
});
