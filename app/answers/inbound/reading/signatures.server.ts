/** Who signed a mail (DKIM, RFC 6376), by its very bytes and the keys in the DNS. */
import { dkimVerify } from "mailauth/lib/dkim/verify.js";

import { withParents } from "../../../signatures/mail-domain.ts";
import type { Ask } from "./ask-dns.server.ts";
import { domainOf, type Signature, type Strictness } from "./known-sender.ts";

/** In bits: shorter keys have been broken (RFC 8301, section 3.2). */
const LEAST_BITS = 1024;
/** Domains above the sender's that are asked; the nearest that says something counts. */
const MOST_ABOVE = 4;

export async function listSignatures(raw: Uint8Array, ask: Ask): Promise<Signature[]> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const { results } = await dkimVerify(bytes, {
    resolver: (name) => ask(name),
    minBitLength: LEAST_BITS,
  });
  return results.flatMap(({ signingDomain, algo = "", status }): Signature[] => {
    if (!signingDomain) return [];
    const domain = signingDomain.toLowerCase();
    if (status.result === "temperror") return [{ domain, result: "away" }];
    // SHA-1 proves nothing any more (RFC 8301, section 3.1)
    if (status.result !== "pass" || /sha1$/i.test(algo)) return [{ domain, result: "fail" }];
    // what was added below the part that was signed is nobody's
    return [{ domain, result: status.underSized ? "partial" : "pass" }];
  });
}

/** What the domain of an address, or the nearest one above it, asks of signatures in its name (DMARC). */
export async function readStrictness(address: string | undefined, ask: Ask): Promise<Strictness> {
  if (!address) return "relaxed";
  for (const domain of withParents(domainOf(address)).slice(0, 1 + MOST_ABOVE)) {
    const found = await readTxt(`_dmarc.${domain}`, ask);
    if (found === "away") return "away";
    const [record, ...more] = found.filter((text) => /^v=DMARC1\s*(?:;|$)/i.test(text));
    // of several records receivers take none (RFC 7489, section 6.6.3)
    if (record !== undefined)
      return more.length === 0 && /;\s*adkim\s*=\s*s\b/i.test(record) ? "strict" : "relaxed";
  }
  return "relaxed";
}

async function readTxt(name: string, ask: Ask): Promise<string[] | "away"> {
  try {
    return (await ask(name)).map((pieces) => pieces.join(""));
  } catch (error) {
    const { code = "" } = error as { code?: string };
    return code === "ENODATA" || code === "ENOTFOUND" ? [] : "away";
  }
}
