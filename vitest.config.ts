/** Tests run on a real Postgres that the run starts itself; see `tests/support/database-server.ts`. */
import path from "node:path";

import { defineConfig } from "vitest/config";

import { chooseFastFolder } from "./tests/support/fast-folder.ts";
import { LongestFirst } from "./tests/support/longest-first.ts";

chooseFastFolder();

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    globalSetup: ["tests/support/database-server.ts"],
    setupFiles: ["tests/support/fail-on-console-error.ts"],
    env: { NODE_COMPILE_CACHE: path.resolve(".cache/compiled") },
    // most of the time is waiting for processes and pages, so three at once also on two cores
    maxWorkers: 3,
    // of tests that say of themselves that they wait
    maxConcurrency: 3,
    sequence: { sequencer: LongestFirst },
    // generous: a test waits for what it needs, however busy the machine is
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
