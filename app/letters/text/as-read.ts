/** A text as its reader would see it: without escapes, character references and marks that nobody sees. */

/** Those of marks that fields are written with (HTML, named character references). */
const references: Readonly<Record<string, string>> = {
  lbrace: "{",
  lcub: "{",
  rbrace: "}",
  rcub: "}",
  lbrack: "[",
  lsqb: "[",
  rbrack: "]",
  rsqb: "]",
  lt: "<",
  gt: ">",
  laquo: "«",
  raquo: "»",
  percnt: "%",
  dollar: "$",
  num: "#",
  ast: "*",
  verbar: "|",
  vert: "|",
  lowbar: "_",
  lpar: "(",
  rpar: ")",
  nbsp: " ",
};

/** Brackets of other writing, as those that fields are looked for in. */
const brackets: Readonly<Record<string, string>> = {
  "【": "[",
  "】": "]",
  "〔": "[",
  "〕": "]",
  "⟦": "[",
  "⟧": "]",
  "‹": "«",
  "›": "»",
  "⟨": "<",
  "⟩": ">",
};

const pieces = /&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});|\\[!-/:-@[-`{-~]|./gisu;

function read(piece: string): string {
  if (piece.length === 1 && piece <= "\x7f") return piece;
  if (piece.startsWith("\\") && piece.length > 1) return piece.slice(1);
  const [, hex, decimal, name] = /^&(?:#x([\da-f]+)|#(\d+)|([a-z]+));$/i.exec(piece) ?? [];
  const code = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : undefined;
  if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : piece;
  if (name) return references[name.toLowerCase()] ?? piece;
  const bracket = brackets[piece];
  if (bracket) return bracket;
  // full-width braces are braces; a mark that is not seen parts nothing
  return piece.normalize("NFKC").replace(/\p{Cf}/gu, "");
}

/** @returns `written`: what stands in the text itself for a part of what is read */
export function asRead(text: string): {
  plain: string;
  written: (from: number, to: number) => string;
} {
  let plain = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    const seen = read(piece);
    for (let unit = 0; unit < seen.length; unit++) {
      starts.push(index);
      ends.push(index + piece.length);
    }
    plain += seen;
  }
  return { plain, written: (from, to) => text.slice(starts[from], ends[to - 1]) };
}
