import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

const { scripts, engines } = JSON.parse(fs.readFileSync("package.json", "utf8")) as {
  scripts: Record<string, string>;
  engines: { node: string };
};
/** Those that run the program itself, by name. */
const ours = Object.entries(scripts).filter(([, script]) => script.startsWith("node "));

/** A Node of this machine that is older than the program's. */
const old = (process.env["PATH"] ?? "")
  .split(path.delimiter)
  .map((folder) => path.join(folder, "node"))
  .find((file) => {
    const { stdout } = spawnSync(file, ["--version"], { encoding: "utf8" });
    return stdout && Number(/\d+/.exec(stdout)?.[0]) < 22;
  });

test.skipIf(!old)(
  `an older Node is told which one is needed, in one line${old ? "" : " (there is none here)"}`,
  () => {
    expect(ours.map(([name]) => name)).toEqual(
      expect.arrayContaining(["start", "dev", "migrate", "tally:check", "organiser:add"]),
    );
    for (const [name, script] of ours) {
      const [, ...words] = script.split(" ");
      const { status, stdout, stderr } = spawnSync(old!, words, {
        encoding: "utf8",
        env: { NODE_ENV: "production" },
      });
      expect([name, status, stdout]).toEqual([name, 1, ""]);
      expect([name, stderr]).toEqual([
        name,
        expect.stringMatching(/^Node 22\.18 or newer is needed, and this is v\d.*npm ci.*\n$/),
      ]);
    }
    expect(engines.node).toBe(">=22.18");
  },
);

test("nothing is loaded before it is known which Node this is", () => {
  for (const [name, script] of ours)
    expect([name, script]).toEqual([
      name,
      expect.stringMatching(/^node (start\.js|--import \.\/needs-node\.js )/),
    ]);
  const importing = (file: string) =>
    [...fs.readFileSync(file, "utf8").matchAll(/^import .*"(.*)";$/gm)].map(([, from]) => from);
  expect(importing("start.js")).toEqual(["./needs-node.js"]);
  expect(importing("needs-node.js").every((from) => from!.startsWith("node:"))).toBe(true);
});

/** The program without its build and the tools to make one, below `parent`. */
function copyBelow(parent: string): Disposable & { folder: string } {
  fs.mkdirSync(parent, { recursive: true });
  const folder = fs.mkdtempSync(path.join(parent, "demands-bare-"));
  const roots = ["start.js", "needs-node.js", "run.js", "server.js", "package.json"];
  for (const part of [...roots, "app", "db", "emails"])
    fs.cpSync(part, path.join(folder, part), { recursive: true });
  return { folder, [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

const startIn = (folder: string) =>
  spawnSync(process.execPath, ["start.js"], {
    cwd: folder,
    encoding: "utf8",
    env: { NODE_ENV: "production" },
  });

test("without packages, or without a build and the tools for one, a line says what to do", () => {
  using bare = copyBelow(os.tmpdir());
  const packages = startIn(bare.folder);
  expect([packages.status, packages.stdout]).toEqual([1, ""]);
  expect(packages.stderr).toMatch(
    /^The packages are not installed: run "npm ci" in \S+ first\.\n$/,
  );

  // below this checkout its packages are found, but not the tools, which are looked for beside the program
  using unbuilt = copyBelow(path.resolve(".cache"));
  const build = startIn(unbuilt.folder);
  expect([build.status, build.stdout]).toEqual([1, ""]);
  expect(build.stderr).toMatch(
    /^There is no build \(build\/server\/index\.js\), .*npm run build.*\n$/,
  );
});
