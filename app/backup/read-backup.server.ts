/** Reads a backup as a stream: nothing of it is believed before the cipher has vouched for it, piece by piece. */
import fs from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

import { deciphered } from "./age-keys.server.ts";
import {
  BackupFault,
  END_OF_ROWS,
  type Foot,
  type Head,
  readHead,
  readTableOrFoot,
  type TableHead,
} from "./format.ts";

/** What to do with each part; a table's rows have to be read to their end. */
export interface Readers {
  head?: (head: Head) => void;
  /** @returns how many rows there were */
  table: (table: TableHead, rows: AsyncIterable<Buffer>) => Promise<number>;
}

/**
 * @param identity the file with the secret half of its key
 * @throws BackupFault where it is not that key's, not whole, or does not hold as many rows as were written
 */
export async function readBackup(
  file: string,
  identity: string,
  readers: Readers,
): Promise<Head & Foot> {
  if (!fs.existsSync(file)) throw new BackupFault(`There is no file ${file}.`);
  const sealed = Readable.toWeb(fs.createReadStream(file)) as ReadableStream<Uint8Array>;
  const zipped = Readable.fromWeb(
    (await deciphered(sealed, identity)) as Parameters<typeof Readable.fromWeb>[0],
  );
  const plain = createGunzip();
  zipped.on("error", (error) => plain.destroy(error)).pipe(plain);
  const text = createCursor(plain, file);
  try {
    const head = readHead(await text.line());
    readers.head?.(head);
    const counted: Foot["rows"] = {};
    for (;;) {
      const next = readTableOrFoot(await text.line());
      if (!("table" in next)) {
        await text.end();
        refuseMiscounted(next.rows, counted);
        if (head.kind === "whole" && Object.keys(next.sequences).length === 0)
          throw new BackupFault(
            "Which numbers were given last is not in the file: it cannot be restored.",
          );
        return { ...head, ...next };
      }
      counted[next.table] = await readers.table(next, text.rows());
    }
  } finally {
    plain.destroy();
    zipped.destroy();
  }
}

/** Reads all of it and keeps nothing. */
export async function verifyBackup(file: string, identity: string): Promise<Head & Foot> {
  return readBackup(file, identity, {
    table: async (_, rows) => {
      let count = 0;
      for await (const chunk of rows)
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count++;
      return count;
    },
  });
}

function refuseMiscounted(written: Foot["rows"], counted: Foot["rows"]): void {
  for (const table of new Set([...Object.keys(written), ...Object.keys(counted)]))
    if (written[table] !== counted[table])
      throw new BackupFault(
        `${table} had ${written[table] ?? 0} rows when it was written, and ${counted[table] ?? 0} are in the file.`,
      );
}

/** Goes through the text once, by lines and by rows. */
function createCursor(plain: AsyncIterable<unknown>, file: string) {
  const chunks = (plain as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  /** @returns false at the end */
  async function more(): Promise<boolean> {
    let next: IteratorResult<Buffer>;
    try {
      next = await chunks.next();
    } catch {
      throw new BackupFault(
        `${file} is not whole: it was cut off, or changed since it was written.`,
      );
    }
    if (next.done) return false;
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
    return true;
  }

  async function line(): Promise<string | undefined> {
    for (;;) {
      const end = rest.indexOf(10);
      if (end >= 0) {
        const text = rest.toString("utf8", 0, end);
        rest = rest.subarray(end + 1);
        return text;
      }
      if (!(await more())) return undefined;
    }
  }

  /** Whole lines, up to the one that ends the table. */
  async function* rows(): AsyncGenerator<Buffer> {
    for (;;) {
      // here a line begins
      const isOver = rest.subarray(0, END_OF_ROWS.length).equals(END_OF_ROWS);
      const end = isOver ? 0 : rest.indexOf(`\n${END_OF_ROWS.toString()}`) + 1;
      if (isOver || end > 0) {
        if (end > 0) yield rest.subarray(0, end);
        rest = rest.subarray(end + END_OF_ROWS.length);
        return;
      }
      const whole = rest.lastIndexOf(10) + 1;
      if (whole > 0) yield rest.subarray(0, whole);
      rest = rest.subarray(whole);
      if (!(await more())) throw new BackupFault(`${file} ends in the midst of a table.`);
    }
  }

  /** @throws BackupFault where more comes */
  async function end(): Promise<void> {
    while (rest.length === 0) if (!(await more())) return;
    throw new BackupFault(`${file} goes on behind its end.`);
  }

  return { line, rows, end };
}
