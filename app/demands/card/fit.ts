/** A text in the largest size in which its lines fit a box. */
import type { Font } from "./font.ts";

export interface Fitted {
  size: number;
  lines: string[];
}

export interface Box {
  width: number;
  height: number;
  /** Sizes in pixels. */
  largest: number;
  smallest: number;
  /** From one line to the next, in sizes. */
  leading: number;
}

/** Of a line. */
const SMALLEST = 16;

export function fit(text: string, font: Font, box: Box): Fitted {
  const words = text.split(/ +/).filter((word) => word !== "");
  for (let size = box.largest; size >= box.smallest; size -= 2) {
    const widest = box.width / size;
    if (words.some((word) => font.widthOf(word) > widest)) continue;
    const lines = wrap(words, font, widest);
    if (lines.length * box.leading * size <= box.height)
      return { size, lines: balance(words, font, widest, lines) };
  }
  return cut(words, font, box);
}

/** The same in one line, which is cut where it is too long for the smallest size. */
export function fitLine(text: string, font: Font, width: number, largest: number): Fitted {
  const whole = text.replaceAll(" ", "\u00a0");
  const size = Math.min(largest, Math.floor(width / font.widthOf(whole)));
  if (size >= SMALLEST) return { size, lines: [whole] };
  return cut([whole], font, { width, height: SMALLEST, smallest: SMALLEST, leading: 1 });
}

/** As full as they can be. @param widest in sizes */
function wrap(words: readonly string[], font: Font, widest: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && font.widthOf(longer) <= widest) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** As many lines, but of about one length. */
function balance(words: readonly string[], font: Font, widest: number, lines: string[]): string[] {
  let best = lines;
  for (let width = widest * 0.98; width > widest / 2; width *= 0.98) {
    if (words.some((word) => font.widthOf(word) > width)) break;
    const narrower = wrap(words, font, width);
    if (narrower.length > lines.length) break;
    best = narrower;
  }
  return best;
}

/** What has no room in the smallest size loses its end; what is one long word is parted anywhere. */
function cut(words: readonly string[], font: Font, box: Omit<Box, "largest">): Fitted {
  const { smallest: size, leading } = box;
  const widest = box.width / size;
  const parted = words.flatMap((word) => part(word, font, widest));
  const lines = wrap(parted, font, widest);
  const room = Math.floor(box.height / (leading * size));
  if (lines.length <= room) return { size, lines };
  let last = lines[room - 1]!;
  while (font.widthOf(`${last}…`) > widest) last = last.slice(0, -1).trimEnd();
  return { size, lines: [...lines.slice(0, room - 1), `${last}…`] };
}

function part(word: string, font: Font, widest: number): string[] {
  const parts = [""];
  for (const letter of word) {
    if (font.widthOf(parts.at(-1) + letter) > widest) parts.push("");
    parts[parts.length - 1] += letter;
  }
  return parts;
}
