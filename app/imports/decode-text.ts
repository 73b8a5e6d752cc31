/** Finds the encoding of a small text file, and takes a guess only where it can be defended. */

interface Decoded {
  text: string;
  encoding: "UTF-8" | "UTF-16" | "Windows-1252";
  /** A word that shows whether a guess is right. */
  guessedBy: string | undefined;
}

/** What may stand between two letters. */
const amidWords = "’\u00a0–—·\u00ad";
/** What never follows a letter in English or Welsh. */
const astray = /ƒ|\p{L}[‚„ˆ‰†‡‹¡¿¢¤¦¨´¸]/u;

/**
 * By its byte order mark, else by its zero bytes, else UTF-8; Windows-1252, in which spreadsheets on
 * Windows write "CSV", as a last resort. Marks at the beginning are dropped, however many.
 * @returns the text, or why it is none
 */
export function decodeText(bytes: Buffer): Decoded | { problem: string } {
  const wide = wideEncoding(bytes);
  const read = (encoding: string) => {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.replace(/^\ufeff+/, "");
  };
  try {
    return {
      text: read(wide ?? "utf-8"),
      encoding: wide ? "UTF-16" : "UTF-8",
      guessedBy: undefined,
    };
  } catch {
    if (wide) return { problem: "it begins as UTF-16 text and has bytes that are none" };
  }
  const text = read("windows-1252");
  const odd = text.split(/\r\n|\r|\n/).findIndex((line) => !isPlausible(line));
  if (odd !== -1)
    return {
      problem: `line ${odd + 1} is not UTF-8 text, nor Windows-1252; save the file as CSV UTF-8`,
    };
  const guessedBy = /[^\s,;|"]*[^\p{ASCII}\s][^\s,;|"]*/u.exec(text)?.[0];
  return { text, encoding: "Windows-1252", guessedBy };
}

/** @returns the kind of UTF-16, by its mark or because every other byte of ASCII in it is zero */
export function wideEncoding(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  const mark = bytes.toString("hex", 0, 2);
  if (mark === "fffe") return "utf-16le";
  if (mark === "feff") return "utf-16be";
  const zeros = [0, 0];
  const length = Math.min(bytes.length, 4096) & ~1;
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) zeros[at % 2]! += 1;
  const most = length / 2;
  if (zeros[1]! > 0.7 * most && zeros[0]! < 0.1 * most) return "utf-16le";
  if (zeros[0]! > 0.7 * most && zeros[1]! < 0.1 * most) return "utf-16be";
  return undefined;
}

/**
 * Other encodings read as Windows-1252 give signs amid words (Mac, DOS: "M™n", "M“n"), capitals
 * after small letters, three accents in a row (Cyrillic), or its five unused bytes.
 */
function isPlausible(line: string): boolean {
  if (/[\u0080-\u009f]/.test(line)) return false;
  if (/\p{Ll}[^\p{ASCII}\P{Lu}]|[^\p{ASCII}\P{L}]{3}/u.test(line)) return false;
  if (astray.test(line)) return false;
  for (const [sign] of line.matchAll(/(?<=\p{L})[^\p{ASCII}\p{L}](?=\p{L})/gu))
    if (!amidWords.includes(sign)) return false;
  // bytes of UTF-8 amid others: the file was put together from two
  return !/[ÂÃ][\u0080-\u00bf]|â€/.test(line);
}
