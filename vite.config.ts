/** How the pages are built, and how the tests run. */
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

import { finishBuild } from "./app/process/finish-build.ts";
import { oneScript } from "./app/process/one-script.ts";
import remixConfig from "./remix.config.js";

export default defineConfig({
  plugins: [oneScript(), remix(remixConfig), finishBuild("build/client")],
  // what an earlier build made stays until finishBuild finds it old
  build: { assetsInlineLimit: 0, emptyOutDir: false, target: "es2022" },
});
