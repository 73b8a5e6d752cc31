/** Builds the pages when there is no build or the sources are newer. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { ConfigError } from "../config.server.ts";

const sources = [
  "app",
  "db",
  "emails",
  "public",
  "package.json",
  "vite.config.ts",
  "remix.config.js",
];
const output = "build/server/index.js";
const builder = "node_modules/@remix-run/dev/dist/cli.js";

function newest(file: string): number {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...fs.readdirSync(file).map((entry) => newest(path.join(file, entry))));
}

/**
 * Where the tools to build are not installed, as in a container's image, the build is what it is.
 * @throws ConfigError when there is neither a build nor a tool to make one
 * @throws Error with the build's own words when it fails
 */
export function buildIfStale(): void {
  const built = fs.statSync(output, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (!fs.existsSync(builder)) {
    if (built > 0) return;
    throw new ConfigError(
      `There is no build (${output}), and the tools that make one are not installed: run "npm ci", without --omit=dev, and "npm run build", or bring the folder build from where that was done.`,
    );
  }
  if (built > 0 && sources.every((source) => newest(source) <= built)) return;
  console.log("Building the pages…");
  const result = spawnSync(process.execPath, [builder, "vite:build", "--logLevel", "error"], {
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`The build failed:\n${result.stdout}${result.stderr}`);
}
