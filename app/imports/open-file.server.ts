/** Opens a file of any size as a stream of bytes: plain, gzipped, or inside a zip. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { crc32, createGunzip } from "node:zlib";

import yauzl from "yauzl";

import { headLength, kindByBytes, kindByNames, rankInZip } from "./file-kind.ts";

/** Thrown when the file, not the program or the database, is at fault; fit to be shown. */
export class UnreadableFile extends Error {
  override name = "UnreadableFile";
}

/** What was opened; filled while the bytes are read. */
export interface Opened {
  /** The file taken from a zip. */
  inside?: string;
}

const chunkSize = 256 * 1024;
/** Files in a zip: a directory of postcodes has some hundred, and the name of each is read. */
const mostInZip = 10_000;
/** Of a file in a zip, unpacked; it is not read further than it says. The whole Kingdom's postcodes have half of that. */
const mostUnpacked = 3_000_000_000;

/**
 * Tells the kinds apart by their first bytes (gzip: RFC 1952; zip: APPNOTE.TXT 4.3.7). In a zip it
 * takes the biggest CSV file of the folder `Data`, where the ONS puts the whole directory, else the
 * biggest at the top, else the biggest of another folder.
 * @param opened is filled
 * @throws UnreadableFile when it is missing, cut off, broken, no text, or has no such file in it
 */
export async function* readBytes(file: string, opened: Opened = {}): AsyncGenerator<Buffer> {
  const stream = createReadStream(file, { highWaterMark: chunkSize });
  try {
    let { head, all } = await begin(stream);
    const mark = head.toString("hex", 0, 4);
    if (mark === "504b0304") {
      stream.destroy();
      // the directory stands at its end
      if (!(await stat(file)).isFile())
        throw new Error("a zip is read from a file, not from a pipe");
      ({ head, all } = await begin(readZip(file, opened)));
    } else if (mark.startsWith("1f8b")) {
      const gunzip = createGunzip({ chunkSize });
      // faults of either stream reach the reader of the last one
      ({ head, all } = await begin(pipeline(Readable.from(all), gunzip, () => {})));
    }
    const kind = kindByBytes(head);
    if (kind !== undefined) throw new Error(kind);
    yield* all;
  } catch (error) {
    throw new UnreadableFile(`${file} cannot be read: ${whyUnreadable(error)}.`);
  } finally {
    stream.destroy();
  }
}

/** Enough first bytes to tell what they are, and all the bytes. A pipe can be read only once. */
async function begin(bytes: AsyncIterable<Buffer>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  for (let length = 0; length < headLength;) {
    const next = await iterator.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  const head = Buffer.concat(first);
  async function* all(): AsyncGenerator<Buffer> {
    try {
      if (head.length > 0) yield head;
      for (let next = await iterator.next(); !next.done; next = await iterator.next())
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, all: all() };
}

async function* readZip(file: string, opened: Opened): AsyncGenerator<Buffer> {
  const zip = await yauzl.openPromise(file, { autoClose: false });
  try {
    if (zip.entryCount > mostInZip)
      throw new Error(`the zip has more than ${mostInZip.toLocaleString("en-GB")} files in it`);
    const names: string[] = [];
    let best: { entry: yauzl.Entry; rank: number } | undefined;
    for await (const entry of zip.eachEntry()) {
      names.push(entry.fileName);
      const rank = rankInZip(entry.fileName);
      if (rank === undefined || (best && rank > best.rank)) continue;
      if (!best || rank < best.rank || entry.uncompressedSize > best.entry.uncompressedSize)
        best = { entry, rank };
    }
    const kind = kindByNames(names);
    if (kind !== undefined) throw new Error(kind);
    if (!best)
      throw new Error(`the zip has no CSV file in a folder Data or at its top, ${whatIn(names)}`);
    const { entry } = best;
    if (entry.isEncrypted()) throw new Error(`${entry.fileName} in the zip needs a password`);
    if (entry.uncompressedSize > mostUnpacked)
      throw new Error(`${entry.fileName} in the zip would have more than 3 GB`);
    opened.inside = entry.fileName;
    let sum = 0;
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      sum = crc32(chunk as Buffer, sum);
      yield chunk as Buffer;
    }
    if (sum !== entry.crc32) throw new Error("the zip is damaged: a checksum in it differs");
  } finally {
    zip.close();
  }
}

function whatIn(names: readonly string[]): string {
  const files = names.filter((name) => !name.endsWith("/"));
  if (files.length === 0) return "for it is empty";
  return `only ${files.slice(0, 3).join(", ")}${files.length > 3 ? ` and ${files.length - 3} more` : ""}`;
}

/** Says why a file did not open, in a person's words. */
function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "it may not be opened by this user";
  if (code === "Z_BUF_ERROR") return `${message}: the gzip is cut off`;
  if (code?.startsWith("Z_")) return `it is damaged (${message})`;
  if (message.includes("central directory")) return "the zip is cut off or damaged";
  return message;
}
