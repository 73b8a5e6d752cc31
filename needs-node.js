/**
 * Ends in one line where this Node cannot read the program, or its packages are missing. Every script that
 * runs the program has it loaded first, so it says nothing that Node 18 does not understand.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { engines } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const least = engines.node.replace(">=", "");

/** @param {string} line */
function end(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/** @param {string} version */
const inNumbers = (version) => version.split(".").map(Number);
const [major = 0, minor = 0] = inNumbers(process.versions.node);
const [leastMajor = 0, leastMinor = 0] = inNumbers(least);

if (major < leastMajor || (major === leastMajor && minor < leastMinor))
  end(
    `Node ${least} or newer is needed, and this is ${process.version} (${process.execPath}): install Node 24, or run "npm ci" without --omit=dev or --ignore-scripts, which brings it for all that npm runs.`,
  );
try {
  require.resolve("pg");
} catch {
  end(`The packages are not installed: run "npm ci" in ${process.cwd()} first.`);
}
