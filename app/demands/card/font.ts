/** Widths of letters, read from a TrueType file (OpenType 1.9: cmap format 4, hhea, hmtx). */

export interface Font {
  /** In units of the size that the text is set in. */
  widthOf: (text: string) => number;
  /** The text without what the font has no letter for, and without what is not seen. */
  known: (text: string) => string;
}

const bytesOf = (file: Uint8Array) => new DataView(file.buffer, file.byteOffset, file.byteLength);

export function readFont(file: Uint8Array): Font {
  const data = bytesOf(file);
  const tables = new Map<string, number>();
  for (let i = 0; i < data.getUint16(4); i++) {
    const at = 12 + 16 * i;
    tables.set(String.fromCharCode(...file.subarray(at, at + 4)), data.getUint32(at + 8));
  }
  const unit = data.getUint16(tables.get("head")! + 18);
  const measured = data.getUint16(tables.get("hhea")! + 34);
  const glyphOf = readCharacters(data, tables.get("cmap")!);
  const widths = new Map<number, number | undefined>();
  const widthOfOne = (code: number) => {
    if (widths.has(code)) return widths.get(code);
    const glyph = glyphOf(code);
    // the last width stands for all further glyphs
    const at = tables.get("hmtx")! + 4 * Math.min(glyph, measured - 1);
    const width = glyph === 0 ? undefined : data.getUint16(at) / unit;
    widths.set(code, width);
    return width;
  };
  return {
    widthOf: (text) =>
      [...text].reduce((sum, letter) => sum + (widthOfOne(letter.codePointAt(0)!) ?? 0), 0),
    known: (text) =>
      [...text.normalize("NFC").replace(/\p{C}/gu, "")]
        .filter((letter) => widthOfOne(letter.codePointAt(0)!) !== undefined)
        .join(""),
  };
}

/** @returns gives the glyph of a character; 0 for none */
function readCharacters(data: DataView, cmap: number): (code: number) => number {
  const count = data.getUint16(cmap + 2);
  const at = Array.from({ length: count }, (_, i) => cmap + data.getUint32(cmap + 8 + 8 * i)).find(
    (one) => data.getUint16(one) === 4,
  )!;
  const twice = data.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + twice];
  const [deltas, offsets] = [starts + twice, starts + 2 * twice];
  return (code) => {
    for (let i = 0; i < twice; i += 2) {
      if (code > data.getUint16(ends + i)) continue;
      const start = data.getUint16(starts + i);
      if (code < start) return 0;
      const delta = data.getUint16(deltas + i);
      const offset = data.getUint16(offsets + i);
      if (offset === 0) return (code + delta) & 0xffff;
      const glyph = data.getUint16(offsets + i + offset + 2 * (code - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
