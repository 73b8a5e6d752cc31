/** Opens a file of any size as a stream of bytes: plain, gzipped, or inside a zip. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";

import yauzl from "yauzl";

import { whyUnreadable } from "./read-csv.server.ts";

/** Thrown when the file, not the program or the database, is at fault; fit to be shown. */
export class UnreadableFile extends Error {
  override name = "UnreadableFile";
}

const chunkSize = 256 * 1024;

/**
 * Tells the kinds apart by their first bytes (gzip: RFC 1952; zip: APPNOTE.TXT 4.3.7). In a zip it
 * takes the biggest CSV file of the folder `Data`, where the ONS puts the whole directory.
 * @throws UnreadableFile when it is missing, broken or has no such file in it
 */
export async function* readBytes(file: string): AsyncGenerator<Buffer> {
  const close: (() => void)[] = [];
  try {
    const head = await firstBytes(file);
    let bytes: Readable;
    if (head.startsWith("1f8b")) {
      const gunzip = createGunzip({ chunkSize });
      // faults of either stream reach the reader of the last one
      bytes = pipeline(createReadStream(file), gunzip, () => {});
    } else if (head === "504b0304") {
      const zip = await yauzl.openPromise(file, { autoClose: false });
      close.push(() => zip.close());
      let biggest: yauzl.Entry | undefined;
      for await (const entry of zip.eachEntry()) {
        if (!/(^|\/)Data\/[^/]+\.csv$/i.test(entry.fileName)) continue;
        if (!biggest || entry.uncompressedSize > biggest.uncompressedSize) biggest = entry;
      }
      if (!biggest) throw new Error("the zip has no CSV file in a folder Data");
      bytes = await zip.openReadStreamPromise(biggest);
    } else {
      bytes = createReadStream(file, { highWaterMark: chunkSize });
    }
    for await (const chunk of bytes) yield chunk as Buffer;
  } catch (error) {
    throw new UnreadableFile(`${file} cannot be read: ${whyUnreadable(error)}.`);
  } finally {
    for (const end of close) end();
  }
}

async function firstBytes(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString("hex", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
