/** `npm run icons`: draws the site's icons in the sizes that phones ask for, from `public/icon.svg`. */
import fs from "node:fs";
import { createRequire } from "node:module";

import { initWasm, Resvg } from "@resvg/resvg-wasm";

const { resolve } = createRequire(import.meta.url);
await initWasm(fs.readFileSync(resolve("@resvg/resvg-wasm/index_bg.wasm")));

const icon = fs.readFileSync("public/icon.svg", "utf8");
/** Its drawing within the circle that no phone cuts off: four fifths of the width. */
const maskable = icon.replace(/<path /, '<path transform="translate(3.6 3.6) scale(0.775)" ');

const draw = (file: string, svg: string, width: number) => {
  const fitTo = { mode: "width" as const, value: width };
  fs.writeFileSync(`public/${file}`, new Resvg(svg, { fitTo }).render().asPng());
};
draw("apple-touch-icon.png", icon, 180);
draw("icon-192.png", icon, 192);
draw("icon-512.png", icon, 512);
draw("icon-maskable.png", maskable, 512);
