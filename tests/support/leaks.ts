/** Looks for what was typed, in whatever spelling a machine would give it, wherever a machine would keep it. */
import fs from "node:fs";
import path from "node:path";

import type { Connection } from "#db/connection.ts";

/** Begins every mark; no word of any language or program holds it. */
export const STEM = "zqvxkjwqzy";

export interface Needle {
  /** What is looked for, and how it is spelled. */
  as: string;
  bytes: Buffer;
}

/** What base64 makes of bytes wherever they stand among others, without the signs that its neighbours decide. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const from = [0, 2, 3][before]!;
    return whole.toString("base64").slice(from, Math.floor((whole.length * 8) / 6));
  });
}

const wide = (text: string) => Buffer.from(text, "utf16le");

/** A word in every spelling: its cases, percent and JSON escapes, hex, base64, UTF-16. */
export function spellingsOf(word: string): Needle[] {
  const cases = [
    ...new Set([
      word,
      word.toLowerCase(),
      word.toUpperCase(),
      word[0]!.toUpperCase() + word.slice(1),
    ]),
  ];
  return cases.flatMap((text) => {
    const bytes = Buffer.from(text);
    const hex = bytes.toString("hex");
    const escaped = [...text]
      .map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join("");
    const spelled: [string, string | Buffer][] = [
      ["plain", bytes],
      ["percent", encodeURIComponent(text)],
      ["json", escaped],
      ["hex", hex],
      ["HEX", hex.toUpperCase()],
      ...base64Of(bytes).flatMap((one): [string, string][] => [
        ["base64", one],
        ["base64url", one.replaceAll("+", "-").replaceAll("/", "_")],
      ]),
      ["utf-16le", wide(text)],
      ["utf-16be", wide(text).swap16()],
    ];
    return spelled.map(([how, one]) => ({
      as: `${text} (${how})`,
      bytes: Buffer.from(one as string),
    }));
  });
}

/** A token as it stands in a link or a cookie, and the bytes that it stands for. */
export function tokenSpellings(name: string, token: string): Needle[] {
  const inner = Buffer.from(token, "base64url");
  return [
    { as: `${name} (plain)`, bytes: Buffer.from(token) },
    { as: `${name} (hex)`, bytes: Buffer.from(Buffer.from(token).toString("hex")) },
    { as: `${name} (bytes)`, bytes: inner },
    { as: `${name} (bytes in hex)`, bytes: Buffer.from(inner.toString("hex")) },
  ];
}

/** @returns where which needle was found, and what stands around it */
export function findLeaks(
  places: Iterable<readonly [name: string, content: Buffer]>,
  needles: readonly Needle[],
): string[] {
  const unique = new Map(needles.map((needle) => [needle.bytes.toString("latin1"), needle]));
  const found: string[] = [];
  for (const [name, content] of places) {
    for (const { as, bytes } of unique.values()) {
      const at = content.indexOf(bytes);
      if (at < 0) continue;
      const around = content.subarray(Math.max(0, at - 60), at + bytes.length + 40);
      found.push(`${name}: ${as}: ${around.toString("latin1").replace(/[^\x20-\x7e]+/g, "·")}`);
    }
  }
  return found;
}

/** Every file below a folder. */
export function* filesBelow(folder: string): Generator<[name: string, content: Buffer]> {
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, name);
    if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) yield [name, fs.readFileSync(file)];
  }
}

/** Each table as a backup would hold it. */
export async function dumpOf({ pool }: Connection): Promise<[name: string, content: Buffer][]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  return Promise.all(
    tables.map(async ({ name }): Promise<[string, Buffer]> => {
      const { rows } = await pool.query<{ row: string }>(`select t::text as row from "${name}" t`);
      return [`table ${name}`, Buffer.from(rows.map(({ row }) => row).join("\n"))];
    }),
  );
}
