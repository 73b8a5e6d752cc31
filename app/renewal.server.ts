/**
 * Names of signers after a leak of the keys: each key that is marked then puts a permutation of its own on top of the
 * names before it (`APP_KEYS=1:…,2!:…`). So every name can be renewed where it stands, without the address that it was
 * made of, and whoever holds the leaked key alone can tell of no address whether it is there.
 */
import { createCipheriv, createDecipheriv, createHmac, type KeyObject } from "node:crypto";

/** A marked key, as far as it names. */
export interface Renewal {
  version: number;
  signer: KeyObject;
  domain: KeyObject;
}

/** AES-256 (FIPS 197) of one block: a name is 16 bytes of a keyed hash, and the same one has to stay the same. */
const BLOCK = "aes-256-ecb";

/** @param renewals in the order of their versions: those that the name has not had yet */
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
