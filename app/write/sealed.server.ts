/** Seals what somebody writes to their member, and names its shingles: both under keys outside the database. */
import { createHmac } from "node:crypto";

import { uuidBytes } from "#db/uuid.ts";

import { type Keys, seal } from "../keys.server.ts";
import { type OwnLetter, packOwnLetter } from "../signatures/own-letters/own-letter.ts";
import type { Hash } from "./meter.ts";

export function sealOwn(keys: Keys, id: string, letter: OwnLetter) {
  const { bytes, keyVersion } = seal(keys, uuidBytes(id), packOwnLetter(letter));
  return { letter: bytes, key_version: keyVersion };
}

const HASH_BYTES = 8;

/** The first 8 bytes of an HMAC-SHA256. */
export const shingleHash =
  (keys: Keys): Hash =>
  (run) =>
    createHmac("sha256", keys.index)
      .update("shingle ")
      .update(run)
      .digest("hex")
      .slice(0, 2 * HASH_BYTES);

export const packSketch = (sketch: readonly string[]): Buffer =>
  Buffer.from(sketch.join(""), "hex");

export const unpackSketch = (bytes: Buffer): string[] =>
  bytes.toString("hex").match(/.{16}/g) ?? [];
