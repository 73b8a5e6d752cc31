import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

import { parseConfig } from "#app/config.server.ts";
import { finishBuild } from "#app/process/finish-build.ts";
import { readBuiltFiles } from "#app/host/built-files.server.ts";

/** A folder with builds: each makes a style sheet and a script, and pages that name them. */
function buildFolder() {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "demands-build-"));
  const folder = path.join(root, "client");
  const plugin = finishBuild(folder) as unknown as Record<string, (given?: unknown) => void>;
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  };
  const namesOf = (hash: string) => [`site-${hash}.css`, `entry.client-${hash}.js`];
  return {
    folder,
    begin: (hash: string) => {
      plugin["configResolved"]!({ build: { ssr: false } });
      plugin["buildStart"]!();
      for (const name of namesOf(hash)) write(`client/assets/${name}`, "a{color:red}".repeat(200));
    },
    end: (hash: string) => {
      plugin["configResolved"]!({ build: { ssr: true } });
      write(
        "server/index.js",
        namesOf(hash)
          .map((name) => `"/assets/${name}"`)
          .join(),
      );
      plugin["closeBundle"]!();
    },
    age: (days: number) => {
      const then = new Date(Date.now() - days * 86_400_000);
      for (const name of fs.readdirSync(path.join(folder, "assets")))
        fs.utimesSync(path.join(folder, "assets", name), then, then);
    },
    names: () => fs.readdirSync(folder, { recursive: true }).map(String).sort(),
    [Symbol.dispose]: () => fs.rmSync(root, { recursive: true, force: true }),
  };
}

const config = parseConfig({});
const has = (names: string[], hash: string) => names.includes(`assets/site-${hash}.css.br`);

test("what a build made stays for a week from the next one, however old it was by then", () => {
  using build = buildFolder();
  build.begin("11111111");
  build.end("11111111");
  expect(build.names()).toContain("assets/entry.client-11111111.js.gz");
  build.age(30);
  build.begin("22222222");
  build.end("22222222");
  expect(["11111111", "22222222"].map((hash) => has(build.names(), hash))).toEqual([true, true]);
  build.age(8);
  build.begin("33333333");
  build.end("33333333");
  const kept = ["11111111", "22222222", "33333333"].map((hash) => has(build.names(), hash));
  expect(kept).toEqual([false, true, true]);
});

test("of what is not named by its content only the newest build's is kept", () => {
  using build = buildFolder();
  build.begin("11111111");
  fs.writeFileSync(path.join(build.folder, "robots.txt"), "");
  build.end("11111111");
  build.begin("22222222");
  build.end("22222222");
  expect(build.names()).not.toContain("robots.txt");
});

test("files of a later build are found once it is complete, and nothing outside the folder", () => {
  using build = buildFolder();
  build.begin("11111111");
  build.end("11111111");
  const find = readBuiltFiles(build.folder, config);
  build.age(1);
  build.begin("22222222");
  const later = ["/assets/site-22222222.css", "/assets/entry.client-22222222.js"];
  const soon = new Date(Date.now() + 1000);
  for (const name of later) fs.utimesSync(path.join(build.folder, name), soon, soon);
  expect(later.map(find)).toEqual([undefined, undefined]);
  build.age(0);
  build.end("22222222");
  expect(later.map((name) => find(name)?.status)).toEqual([200, 200]);
  expect(find("/assets/../server-12345678.js")).toBeUndefined();
  expect(find("/assets/site-22222222.css.br")).toBeUndefined();
  expect(find("/complete")).toBeUndefined();
});
