/** Signs mails as a sender's domain does (DKIM, RFC 6376), written apart from what verifies them. */
import { createHash, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";

export interface Signer {
  domain: string;
  /** Where its key stands in the DNS, and the record. */
  record: Record<string, string[]>;
  sign: (raw: Buffer, options?: { length?: number; algorithm?: "sha1" | "sha256" }) => Buffer;
}

const CRLF = "\r\n";

export function createSigner(domain: string, selector = "s1", modulusLength = 1024): Signer {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength });
  const key = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  return {
    domain,
    record: { [`${selector}._domainkey.${domain}`]: [`v=DKIM1; k=rsa; p=${key}`] },
    sign: (raw, { length, algorithm = "sha256" } = {}) =>
      signed(raw, { domain, selector, privateKey, length, algorithm }),
  };
}

interface Signing {
  domain: string;
  selector: string;
  privateKey: KeyObject;
  /** Signs so many bytes of the body alone. */
  length: number | undefined;
  algorithm: "sha1" | "sha256";
}

function signed(raw: Buffer, { domain, selector, privateKey, length, algorithm }: Signing): Buffer {
  const text = raw.toString("latin1");
  const end = text.indexOf(CRLF + CRLF);
  const head = text.slice(0, end);
  const body = `${text.slice(end + 4).replace(/(\r\n)*$/, "")}${CRLF}`;
  const hash = createHash(algorithm)
    .update(Buffer.from(body.slice(0, length), "latin1"))
    .digest("base64");
  // simple canonicalization takes the lines as they are; of several the lowest is signed
  const from = [...head.matchAll(/^From:.*(?:\r\n[ \t].*)*/gim)].at(-1)?.[0] ?? "";
  const limit = length === undefined ? "" : ` l=${length};`;
  const header = `DKIM-Signature: v=1; a=rsa-${algorithm}; c=simple/simple; d=${domain}; s=${selector};${limit} h=From; bh=${hash}; b=`;
  const signature = createSign(`rsa-${algorithm}`)
    .update(Buffer.from(`${from ? from + CRLF : ""}${header}`, "latin1"))
    .sign(privateKey, "base64");
  return Buffer.from(`${header}${signature}${CRLF}${text}`, "latin1");
}
