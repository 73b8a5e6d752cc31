/** Text that hurts: odd words, nesting, repetition, and bytes that are none. */
import fc from "fast-check";

const times = (text: string, most: number) =>
  fc.integer({ min: 1, max: most }).map((n) => text.repeat(n));

/** If it stood so in a page, it would run. */
export const SCRIPT = '"><img src=x onerror=hell()>';

const oddWords = [
  ...["", " ", "\0", "a\0b", "\uffff", "\ufffe", "\ufffd", "\ufeff", "\x07", "\x7f", "\u0085"],
  ...["\u202eevil\u202c", "\u2066\u2067\u2068", "\u200b\u2060\u200d", "\u2028\u2029", "\u00ad"],
  ...["ﬀ", "K", "Å", "ｅｖｉｌ", "각", "İ", "ß", "ǆ", "ẞ", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇰", "𝒜", "\u{10ffff}", "ᚠ"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "then", "null", "undefined", "NaN"],
  ...["-0", "-1", "1e999", "0x10", "9".repeat(11), "9".repeat(400), "2147483648", "0.1", "١٢٣"],
  ...["9223372036854775808", "1e-7", "Infinity", "0000-00-00", "2022-02-30", "99999-01-01"],
  ...["'", '"', "\\", "\\u0000", "'; drop table signature;--", "' or 1=1--", "${7*7}", "{{count}}"],
  ...["../../../etc/passwd", "..\\..", "file:///etc/passwd", "//evil.example", "\r\nX-Evil: 1"],
  ...[
    "javascript:hell()",
    SCRIPT,
    "<!--",
    "]]>",
    "&#0;",
    "%00",
    "%",
    "%%",
    "%2e%2e",
    "+",
    "&",
    "=",
  ],
  ...[
    "=cmd|'/c'!A1",
    "$1",
    "\\1",
    "(a+)+$",
    "[[:<:]]",
    "E14001172",
    "SW1A 1AA",
    "a@b.c",
    "1,2",
    "*",
  ],
];

/** The same again and again, within itself where that can be. */
export const nested = fc.oneof(
  ...[
    "[",
    '{"a":',
    "> ",
    "- ",
    "* ",
    "(",
    "![",
    "[](",
    "<div>",
    "`",
    "*_",
    "**a",
    "# ",
    "    ",
    "|",
  ].map((text) => times(text, 3_000)),
  ...[
    "a\u0301",
    "e\u0332\u0333\u033f",
    "ก็",
    "\u200d",
    "\u202e",
    "𝒜",
    "é",
    "\r\n",
    "{{",
    "a ",
    "@",
  ].map((text) => times(text, 3_000)),
  fc.integer({ min: 1, max: 300 }).map((n) => `${"* a\n".repeat(n)}${"  ".repeat(n)}* b`),
  fc.integer({ min: 1, max: 2_000 }).map((n) => "[".repeat(n) + "]".repeat(n)),
);

/** Text of any kind, which is well-formed. */
export const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...oddWords) },
  {
    weight: 3,
    arbitrary: fc.string({ unit: "binary", maxLength: 60 }).map((t) => t.toWellFormed()),
  },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: fc.integer().map(String) },
);

/** No UTF-8, lone surrogates and overlong forms among it. */
const broken = fc.constantFrom("%ff", "%ED%A0%80", "%ED%B0%80", "%C0%80", "%F4%90%80%80", "%E2%82");
export const anyBytes = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));

/** As it stands in an address or a body: escaped, half escaped, or as bytes that stand for nothing. */
export const escaped = fc.oneof(
  { weight: 8, arbitrary: text.map(encodeURIComponent) },
  { weight: 1, arbitrary: broken },
  { weight: 1, arbitrary: anyBytes.map((bytes) => bytes.toString("hex").replace(/../g, "%$&")) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("%", "%zz", "%u0410", "a%2", "+", "%2f", "%5c", "%0d%0aX-Evil:1"),
  },
);

/** A field's name with brackets, as others read deep objects from it. */
export const deepName = fc
  .tuple(escaped, fc.integer({ min: 0, max: 4_000 }))
  .map(([name, depth]) => name + "[a]".repeat(depth));
