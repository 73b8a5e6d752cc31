/** Takes a form with a file: its fields first, then the file's bytes as they arrive, never as a whole. */
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream/promises";

import { Busboy, type BusboyFileStream, type BusboyHeaders } from "@fastify/busboy";

import type { Upload, UploadEnded } from "../given.ts";

/** So many arrive at once; who comes when there are more is asked to come again. */
const MOST_AT_ONCE = 3;
/** In milliseconds: without a byte, and altogether (300 MB at 1.4 Mbit/s). */
const IDLE = 30_000;
const LONGEST = 30 * 60_000;

const limits = {
  fieldNameSize: 100,
  fieldSize: 10_000,
  fields: 20,
  files: 1,
  parts: 25,
  headerPairs: 20,
};

/** Connections whose request may take longer than a form's. */
const arriving = new WeakSet<Socket>();
export const isArriving = (socket: Socket): boolean => arriving.has(socket);

const isMultipartType = /^multipart\/form-data\s*;/i;
export const isMultipart = (type: string | undefined): boolean =>
  type !== undefined && isMultipartType.test(type);

export interface TakenUpload {
  /** The fields that came before the file. */
  fields: URLSearchParams;
  /** Undefined where no file came. */
  upload: Upload | undefined;
  /** Lets go of it: what has not been read is read away, within its time. */
  end: () => void;
}

/** @returns takes a request's form as far as its file, or gives the status to refuse it with */
export function createUploadTaker(): (
  req: IncomingMessage,
  most: number,
) => Promise<TakenUpload | 400 | 503> {
  let atOnce = 0;
  return async (req, most) => {
    if (atOnce >= MOST_AT_ONCE) return 503;
    atOnce += 1;
    arriving.add(req.socket);
    const giveBack = () => {
      atOnce -= 1;
      arriving.delete(req.socket);
    };
    const taken = await begin(req, most, giveBack).catch(() => undefined);
    if (taken) return taken;
    giveBack();
    return 400;
  };
}

async function begin(
  req: IncomingMessage,
  most: number,
  giveBack: () => void,
): Promise<TakenUpload> {
  const fields = new URLSearchParams();
  const parser = new Busboy({
    headers: req.headers as BusboyHeaders,
    limits: { ...limits, fileSize: most },
  });
  const { promise: found, resolve, reject } = Promise.withResolvers<Upload | undefined>();
  let file: BusboyFileStream | undefined;
  let isSlow = false;
  parser.on("field", (name, value) => {
    if (!file) fields.append(name, value);
  });
  parser.on("file", (_field, stream, name) => {
    file = stream;
    // told by whoever reads it
    stream.on("error", () => {});
    resolve({ name: name ?? "", take: (keep) => take(keep) });
  });
  const stop = (error: Error) => {
    file?.destroy(error);
    req.destroy();
  };
  const late = setTimeout(() => {
    isSlow = true;
    stop(new Error("the upload takes too long"));
  }, LONGEST);
  let idle: NodeJS.Timeout | undefined;
  const awake = () => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      isSlow = true;
      stop(new Error("the upload says nothing"));
    }, IDLE);
  };
  awake();
  req.on("data", awake);
  const read = pipeline(req, parser, { end: true }).then(
    () => resolve(undefined),
    (error: Error) => {
      file?.destroy(error);
      reject(error);
    },
  );
  void read.finally(() => {
    clearTimeout(late);
    clearTimeout(idle);
    req.off("data", awake);
  });

  async function take(keep: (bytes: Buffer) => Promise<void>): Promise<UploadEnded> {
    try {
      for await (const bytes of file!) await keep(bytes as Buffer);
    } catch (error) {
      if (file!.errored === null) throw error;
      return isSlow ? "slow" : "cut-off";
    }
    // what is beyond the bound, or behind the file, is read away: then an answer is heard
    await read;
    return file!.truncated ? "too-large" : "whole";
  }

  const upload = await found;
  let isOver = false;
  return {
    fields,
    upload,
    end() {
      if (isOver) return;
      isOver = true;
      file?.resume();
      void read.finally(giveBack);
    },
  };
}
