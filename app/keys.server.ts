/** Keys: seals what is personal, names signers without their address, signs links. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { readOrMake } from "#db/local/read-or-make.ts";

import { ConfigError, type KeyRing, parseKeyRing } from "./config.server.ts";

export interface Sealed {
  /** nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes) */
  bytes: Buffer;
  keyVersion: number;
}

/** A marked key, as far as it names. */
export interface Renewal {
  version: number;
  signer: KeyObject;
  domain: KeyObject;
}

/**
 * Every purpose has a key of its own, derived from the ring by HKDF-SHA256 (RFC 5869). Node makes a
 * `KeyObject` of a key that comes as bytes each time it is used, which takes longer than the use.
 */
export interface Keys {
  /** Version of the key that seals from now on. */
  version: number;
  /** Versions of the keys that name signers: the first of the ring, then those that were marked after a leak. */
  naming: readonly number[];
  /** What the marked ones make of a name, in their order. */
  renewals: readonly Renewal[];
  sealing: ReadonlyMap<number, KeyObject>;
  index: KeyObject;
  link: KeyObject;
  visitor: KeyObject;
  proof: KeyObject;
  domain: KeyObject;
  passkey: KeyObject;
  challenge: KeyObject;
  external: KeyObject;
  erasure: KeyObject;
  /** By version, what tells a copy of a key from another without showing it (`checkDigits`). */
  digits: ReadonlyMap<number, string>;
  /** By version, 16 bytes that are kept in the database: they tell another key, and nobody learns the key of them. */
  digests: ReadonlyMap<number, Buffer>;
}

/**
 * The first 8 hexadecimal digits of the SHA-256 of a key as the ring spells it, without its version:
 * `printf %s KEY | sha256sum` gives them of a copy. A key is 32 random bytes, so they lead nobody to it.
 */
const checkDigits = (key: Buffer) =>
  createHash("sha256").update(key.toString("base64url")).digest("hex").slice(0, 8);

/**
 * The first key of the ring names signers, for whoever signs twice must have one name; the last one seals. Links, and
 * what is of today alone, are signed with the first too, until another one is marked after a leak.
 */
export function deriveKeys(ring: KeyRing): Keys {
  const first = ring[0];
  const last = ring.at(-1);
  if (!first || !last) throw new Error("the key ring is empty");
  const marked = ring.filter(({ renews }) => renews);
  const signing = marked.at(-1) ?? first;
  const derive = (key: Buffer, purpose: string) =>
    createSecretKey(new Uint8Array(hkdfSync("sha256", key, "", `demands-tracker ${purpose}`, 32)));
  return {
    version: last.version,
    naming: [first.version, ...marked.map(({ version }) => version)],
    renewals: marked.map(({ version, key }) => ({
      version,
      signer: derive(key, "renewed name"),
      domain: derive(key, "renewed domain"),
    })),
    sealing: new Map(ring.map(({ version, key }) => [version, derive(key, "seal")])),
    index: derive(first.key, "index"),
    link: derive(signing.key, "link"),
    visitor: derive(signing.key, "visitor"),
    proof: derive(signing.key, "proof"),
    domain: derive(first.key, "domain"),
    passkey: derive(first.key, "passkey"),
    challenge: derive(signing.key, "passkey challenge"),
    external: derive(first.key, "external"),
    erasure: derive(first.key, "erasure"),
    digits: new Map(ring.map(({ version, key }) => [version, checkDigits(key)])),
    digests: new Map(
      ring.map(({ version, key }) => [version, derive(key, "digest").export().subarray(0, 16)]),
    ),
  };
}

/**
 * The demo's ring: read from the data folder, or made there (mode 0600).
 * @throws ConfigError when the file is not whole
 */
export function localKeyRing(dataDir: string): KeyRing {
  const file = path.join(dataDir, "keys");
  fs.mkdirSync(dataDir, { recursive: true });
  const text = readOrMake(file, () => `1:${randomBytes(32).toString("base64url")}\n`).trim();
  const ring = parseKeyRing(text);
  if (ring) return ring;
  throw new ConfigError(
    `The keys in ${file} cannot be read: restore it from a copy; without it no signature can be read.`,
  );
}

function additionalData(owner: Uint8Array, version: number): Buffer {
  const aad = Buffer.allocUnsafe(owner.length + 2);
  aad.set(owner);
  aad.writeUInt16BE(version, owner.length);
  return aad;
}

const NONCE_BYTES = 12;
/** What a sealed value is longer than its text in UTF-8. */
export const SEALED_BYTES = NONCE_BYTES + 16;
/** Drawn for many nonces at once, for a draw takes as long as a sealing; no byte is given twice. */
let drawn = Buffer.alloc(0);

function nextNonce(): Buffer {
  if (drawn.length < NONCE_BYTES) drawn = randomBytes(NONCE_BYTES * 256);
  const nonce = drawn.subarray(0, NONCE_BYTES);
  drawn = drawn.subarray(NONCE_BYTES);
  return nonce;
}

/**
 * AES-256-GCM with a random nonce (NIST SP 800-38D).
 * @param owner binds the value to its row: unsealing needs the same bytes
 */
export function seal(keys: Keys, owner: Uint8Array, text: string): Sealed {
  const key = keys.sealing.get(keys.version)!;
  const nonce = nextNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(additionalData(owner, keys.version));
  return {
    bytes: Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]),
    keyVersion: keys.version,
  };
}

/** @throws Error when the key is not in the ring or the value was changed or moved. */
export function unseal(keys: Keys, owner: Uint8Array, { bytes, keyVersion }: Sealed): string {
  const key = keys.sealing.get(keyVersion);
  if (!key) throw new Error(`no key of version ${keyVersion} in the ring`);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(additionalData(owner, keyVersion));
  decipher.setAuthTag(bytes.subarray(-16));
  return (
    decipher.update(bytes.subarray(NONCE_BYTES, -16), undefined, "utf8") + decipher.final("utf8")
  );
}

/** AES-256 (FIPS 197) of one block: a name is 16 bytes of a keyed hash, and the same one has to stay the same. */
const BLOCK = "aes-256-ecb";

/**
 * After a leak of the keys each one that is marked puts a permutation of its own on top of the names before it. So every
 * name can be renewed where it stands, without the address that it was made of.
 * @param renewals in the order of their versions: those that the name has not had yet
 */
export function renewName(renewals: readonly Renewal[], name: Buffer): Buffer {
  let renewed = name;
  for (const { signer } of renewals)
    renewed = createCipheriv(BLOCK, signer, null).setAutoPadding(false).update(renewed);
  return renewed;
}

/** The name that the first key gave: what is derived from a signer's name stays as it was. */
export function firstName(renewals: readonly Renewal[], name: Uint8Array): Uint8Array {
  let first = name;
  for (const { signer } of renewals.toReversed())
    first = createDecipheriv(BLOCK, signer, null).setAutoPadding(false).update(first);
  return first;
}

/** @param name a `bigint` of Postgres, in decimal */
export function renewDomain(renewals: readonly Renewal[], name: string): string {
  let renewed = name;
  for (const { domain } of renewals)
    renewed = createHmac("sha256", domain).update(renewed).digest().readBigInt64BE().toString();
  return renewed;
}

/** Names an address without storing it: 16 bytes of HMAC-SHA256 of the canonical address, renewed after a leak. */
export function signerKey(keys: Keys, canonicalAddress: string): Buffer {
  const name = createHmac("sha256", keys.index).update(canonicalAddress).digest().subarray(0, 16);
  return renewName(keys.renewals, name);
}

/**
 * Names a mail domain without storing it: the first 8 bytes of its HMAC-SHA256 as a `bigint` of
 * Postgres, in decimal. A key of its own, so that nobody who learns one name learns another.
 */
export function domainKey(keys: Keys, domain: string): string {
  const name = createHmac("sha256", keys.domain).update(domain).digest().readBigInt64BE();
  return renewDomain(keys.renewals, name.toString());
}

/**
 * Names a signer to whoever gets an export, and nowhere else: 16 bytes of a keyed hash of the first name that the
 * signer had; renewed as names are, where it is kept.
 */
export function externalId(keys: Keys, signer: Uint8Array): Buffer {
  const first = firstName(keys.renewals, signer);
  const id = createHmac("sha256", keys.external).update(first).digest().subarray(0, 16);
  return renewName(keys.renewals, id);
}

/** As it stands in a file, where it never changes; with a letter before it no spreadsheet takes it for a number. */
export const spellId = (keys: Keys, id: Buffer): string =>
  `s${Buffer.from(firstName(keys.renewals, id)).toString("hex")}`;

/**
 * Names what was erased of a signer where nothing else of them is kept: 16 bytes of a keyed hash of `of`, as 4 bytes
 * with the highest first, and the first name of the signer; renewed as names are.
 * @param of the id of a demand, or one of `signatures/erasures/names.ts`
 */
export const erasureName = (keys: Keys, of: number, signer: Uint8Array): Buffer =>
  erasureOf(keys, of, firstName(keys.renewals, signer));

/** The same of a form alone, which is named by its own id. @param of one of `signatures/erasures/names.ts` */
export const formErasureName = (keys: Keys, of: number, id: Uint8Array): Buffer =>
  erasureOf(keys, of, id);

function erasureOf(keys: Keys, of: number, whose: Uint8Array): Buffer {
  const number = Buffer.allocUnsafe(4);
  number.writeUInt32BE(of);
  const name = createHmac("sha256", keys.erasure).update(number).update(whose).digest();
  return renewName(keys.renewals, name.subarray(0, 16));
}

/** What a link is for; a link made for one word opens nothing else. */
export type LinkWord =
  | "confirm"
  | "manage"
  | "unsubscribe"
  | "sign-in"
  | "invitation"
  | "no-more"
  | "answer"
  | "write"
  | "own-letter";

function linkSignature(keys: Keys, word: LinkWord, id: Uint8Array): Buffer {
  return createHmac("sha256", keys.link).update(word).update(id).digest().subarray(0, 16);
}

/** The token of a link: base64url(id ‖ 16 bytes of HMAC), 43 characters. Nothing of it is stored. */
export function linkToken(keys: Keys, word: LinkWord, id: Uint8Array): string {
  return Buffer.concat([id, linkSignature(keys, word, id)]).toString("base64url");
}

/** The 16-byte id in a token, or undefined when it is malformed or was not made by us. */
export function readLinkToken(keys: Keys, word: LinkWord, token: string): Buffer | undefined {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== 32 || bytes.toString("base64url") !== token) return undefined;
  const id = bytes.subarray(0, 16);
  return timingSafeEqual(bytes.subarray(16), linkSignature(keys, word, id)) ? id : undefined;
}

/** Names a network where it is stored, under a key that changes daily, so that it says nothing tomorrow. */
export function networkKey(keys: Keys, network: string, now: Date): string {
  return createHmac("sha256", keys.visitor)
    .update(now.toISOString().slice(0, 10))
    .update(network)
    .digest("base64url")
    .slice(0, 22);
}
