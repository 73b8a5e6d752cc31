/** Writes a file that stands whole or not at all, for its owner's eyes only. */
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { BackupFault } from "./format.ts";

export interface Written {
  bytes: number;
  /** SHA-256 of the file, hexadecimal. */
  digest: string;
}

/** By these a process is stopped; of SIGKILL it is not told. */
const stops = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Under a name of its own until all of it is on the disk and was read back as it was written. Stopped before, it
 * takes away what it has written; killed, it leaves `FILE.….unfinished`.
 * @throws BackupFault where the file stands already or cannot be written
 */
export async function keepFile(file: string, content: AsyncIterable<Uint8Array>): Promise<Written> {
  if (fs.existsSync(file)) throw new BackupFault(`${file} stands already; nothing was written.`);
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  const stop = (signal: NodeJS.Signals) => {
    fs.rmSync(unfinished, { force: true });
    // as it would have ended without this
    process.kill(process.pid, signal);
  };
  for (const signal of stops) process.once(signal, stop);
  try {
    const written = await write(unfinished, content);
    if ((await digestOf(unfinished)) !== written.digest)
      throw new BackupFault(`${file} was not kept as it was written: look at the disk.`);
    fs.renameSync(unfinished, file);
    await keepName(file);
    return written;
  } catch (error) {
    fs.rmSync(unfinished, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw syscall === undefined ? error : new BackupFault(`${file} cannot be written (${code}).`);
  } finally {
    for (const signal of stops) process.off(signal, stop);
  }
}

async function write(file: string, content: AsyncIterable<Uint8Array>): Promise<Written> {
  const handle = await fs.promises.open(file, "wx", 0o600);
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of content) {
      hash.update(chunk);
      bytes += chunk.length;
      await handle.writeFile(chunk);
    }
    await handle.sync();
    return { bytes, digest: hash.digest("hex") };
  } finally {
    await handle.close();
  }
}

/** A name is on the disk once its folder is. */
async function keepName(file: string): Promise<void> {
  const folder = await fs.promises.open(path.dirname(file));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of fs.createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
