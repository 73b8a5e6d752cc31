/** The thread that draws: cards come in, PNG files go out, one after another. */
import fs from "node:fs";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";

import { initWasm, Resvg } from "@resvg/resvg-wasm";

import type { Card } from "./card.ts";
import { readFont } from "./font.ts";
import { cardSvg, FAMILY } from "./svg.ts";

const { resolve } = createRequire(import.meta.url);
const read = (file: string) => fs.readFileSync(resolve(file));
const fonts = "@expo-google-fonts/golos-text";

await initWasm(read("@resvg/resvg-wasm/index_bg.wasm"));
const [bold, plain] = [
  read(`${fonts}/800ExtraBold/GolosText_800ExtraBold.ttf`),
  read(`${fonts}/500Medium/GolosText_500Medium.ttf`),
];
const faces = { bold: readFont(bold), plain: readFont(plain) };
const font = { fontBuffers: [bold, plain], defaultFontFamily: FAMILY, loadSystemFonts: false };

parentPort!.on("message", (card: Card) => {
  const drawing = new Resvg(cardSvg(card, faces), { font });
  const image = drawing.render();
  const png = image.asPng();
  image.free();
  drawing.free();
  parentPort!.postMessage(png, [png.buffer as ArrayBuffer]);
});
