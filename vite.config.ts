/** How the pages are built, and how the tests run. */
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

import { precompress } from "./app/precompress.ts";
import remixConfig from "./remix.config.js";

export default defineConfig({
  plugins: [remix(remixConfig), precompress("build/client")],
  build: { assetsInlineLimit: 0, target: "es2022" },
});
