/** Time-ordered ids (uuidv7, RFC 9562 section 5.7), made by the app so that a row's id is known before it is stored. */
import { randomUUID } from "node:crypto";

/** A uuidv7 of the moment `now`: its first 48 bits are the milliseconds since 1970. */
export function uuidv7(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, "0");
  // a version 4 has its random bits and its variant in the same places
  const random = randomUUID();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

/** The usual text form of 16 bytes. */
export function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, 16).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The 16 bytes of a uuid. */
export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

/** The moment in a uuidv7. */
export function uuidTime(bytes: Uint8Array): Date {
  return new Date(Buffer.from(bytes.buffer, bytes.byteOffset, 6).readUIntBE(0, 6));
}
