/** The image of a demand as SVG: whose it is, the title, the count on its way to the goal, where to sign. */
import { type Card, CARD_HEIGHT, CARD_WIDTH } from "./card.ts";
import { fit, fitLine } from "./fit.ts";
import type { Font } from "./font.ts";

/** The faces that it is set in, as their files call them. */
export const FAMILY = "Golos Text";
export const BOLD = 800;
export const PLAIN = 500;
export interface Faces {
  bold: Font;
  plain: Font;
}

/** Those of the site's style. */
const PAPER = "#faf8f3";
const INK = "#101416";
const SKY = "#00afca";

const EDGE = 64;
const WIDTH = CARD_WIDTH - 2 * EDGE;
/** Where the ground of the count begins. */
const BAND = 410;

const escapeXml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const line = (text: string, x: number, y: number, size: number, more = "") =>
  `<text x="${x}" y="${y}" font-size="${size}" ${more}>${escapeXml(text)}</text>`;

export function cardSvg(card: Card, { bold, plain }: Faces): string {
  const one = (text: string, font: Font, width: number, largest: number) =>
    fitLine(font.known(text), font, width, largest);
  const campaign = one(card.campaign, bold, WIDTH - 40, 34);
  const title = fit(bold.known(card.title), bold, {
    ...{ width: WIDTH, height: 256, largest: 128, smallest: 30, leading: 1.08 },
  });
  const block = title.lines.length * title.size * 1.08;
  // in the middle of its room, the letters rather than the lines
  const top = 130 + (BAND - 130 - 20 - block) / 2 + title.size * 0.86;
  const count = one(card.count, bold, 560, 96);
  const words = one(card.countWords, plain, 560, 34);
  const call = one(card.call, bold, 500, 38);
  const isSought = card.share !== undefined;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_WIDTH}" height="${CARD_HEIGHT}" font-family="${FAMILY}" font-weight="${BOLD}" fill="${INK}">
<rect width="${CARD_WIDTH}" height="${CARD_HEIGHT}" fill="${PAPER}"/>
<rect x="${EDGE}" y="52" width="22" height="44" fill="${SKY}"/>
${line(campaign.lines[0] ?? "", EDGE + 40, 74 + campaign.size * 0.36, campaign.size)}
${title.lines.map((text, i) => line(text, EDGE, round(top + i * title.size * 1.08), title.size, `letter-spacing="${round(-title.size * 0.02)}"`)).join("\n")}
<rect y="${BAND}" width="${CARD_WIDTH}" height="${CARD_HEIGHT - BAND}" fill="${SKY}"/>
${line(count.lines[0] ?? "", EDGE - 2, isSought ? 504 : 528, count.size, `letter-spacing="${round(-count.size * 0.015)}"`)}
${line(words.lines[0] ?? "", EDGE, isSought ? 556 : 584, words.size, `font-weight="${PLAIN}"`)}
${isSought ? bar(card.share!) : ""}
${line(call.lines[0] ?? "", CARD_WIDTH - EDGE, isSought ? 556 : 584, call.size, `text-anchor="end"`)}
</svg>`;
}

const bar = (share: number) =>
  `<rect x="${EDGE}" y="582" width="${WIDTH}" height="14" fill="${INK}" fill-opacity="0.2"/>
<rect x="${EDGE}" y="582" width="${round(WIDTH * share)}" height="14"/>`;

const round = (value: number) => Math.round(value * 10) / 10;
