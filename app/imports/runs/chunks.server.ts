/** Files on their way through the database: whoever takes one need not be who imports it. */
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { Db } from "#db/connection.ts";

const CHUNK = 1024 * 1024;
/** What is to be left of the disk, in bytes. */
const LEFT_FREE = 256 * 1024 * 1024;

/** Thrown where a file cannot be laid down; fit to be shown. */
export class NoRoom extends Error {
  override name = "NoRoom";
}

/** @returns `add` keeps bytes in their order, `end` the last of them; memory stays flat */
export function chunkKeeper(db: Db, runId: number) {
  let place = 0;
  let size = 0;
  let pending: Buffer[] = [];
  const flush = async () => {
    if (size === 0) return;
    const bytes = Buffer.concat(pending);
    pending = [];
    size = 0;
    await db.insertInto("import_chunk").values({ run_id: runId, place, bytes }).execute();
    place += 1;
  };
  return {
    add: async (bytes: Buffer) => {
      pending.push(bytes);
      size += bytes.length;
      if (size >= CHUNK) await flush();
    },
    end: flush,
  };
}

async function* chunksOf(db: Db, runId: number): AsyncGenerator<Buffer> {
  for (let place = 0; ; place += 1) {
    const chunk = await db
      .selectFrom("import_chunk")
      .select("bytes")
      .where("run_id", "=", runId)
      .where("place", "=", place)
      .executeTakeFirst();
    if (!chunk) return;
    yield chunk.bytes;
  }
}

export async function forgetChunks(db: Db, runId: number): Promise<void> {
  await db.deleteFrom("import_chunk").where("run_id", "=", runId).execute();
}

/** A name that every disk takes, and that says nothing but what it is called. */
const fileName = (name: string) =>
  name
    .replace(/[^\p{L}\p{N}._ -]/gu, "_")
    .replace(/^\.+/, "")
    .slice(0, 60) || "file";

/**
 * Lays the file of a run down for as long as `work` takes, under its own name.
 * @param work is told where it lies, and how to take the folder out of what is said of it
 * @throws NoRoom when the disk has not so much free
 */
export async function whileLaidDown<T>(
  db: Db,
  run: { id: number; name: string; bytes: number },
  work: (file: string, unplaced: (text: string) => string) => Promise<T>,
): Promise<T> {
  const { bavail, bsize } = await statfs(os.tmpdir());
  if (bavail * bsize < run.bytes + LEFT_FREE)
    throw new NoRoom(
      `The file has ${run.bytes.toLocaleString("en-GB")} bytes, and the disk of the machine that imports it has too little room left.`,
    );
  const folder = await mkdtemp(path.join(os.tmpdir(), "import-"));
  try {
    const file = path.join(folder, fileName(run.name));
    await pipeline(Readable.from(chunksOf(db, run.id)), createWriteStream(file));
    return await work(file, (text) => text.replaceAll(folder + path.sep, ""));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
