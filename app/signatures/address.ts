/** E-mail addresses: which are taken, and which of them are the same inbox. */
import * as v from "valibot";

import { narrow, withoutMarks } from "../words/typed/marks.ts";
import { spellAtProvider, untagged } from "./providers.ts";

/** RFC 5321, section 4.5.3.1: 64 octets before the @; 254 in all is what a path leaves (RFC 3696 erratum 1690). */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;

export type AddressProblem = "email-missing" | "email-form" | "email-letters";

/** Most are typed so, and hold nothing to take off. */
const clean = /^[\w.+-]+@[\w.-]*\w$/;
/** What is copied along with an address, none of which can begin or end one. */
const before = /^(?:[\s<([«»„“”"‘’]|mailto:(?:\/\/)?)+/i;
const after = /[\s.,;:!?>)\]»«“”"‘’]+$/;
/** Of what is longer nothing is taken off. */
const MAX_TYPED = 1000;

/** The address alone, without what pages, programs and keyboards put around and into it. */
function bareAddress(typed: string): string {
  if (clean.test(typed) || typed.length > MAX_TYPED) return typed;
  const text = narrow(withoutMarks(typed))
    .replace(/[。｡]/g, ".")
    .replace(before, "")
    .replace(/(?<=@[^?]*)\?.*$/, "")
    .replace(after, "")
    .replace(/ *@ */, "@");
  return (/^'(.+)'$/.exec(text)?.[1] ?? text).replace(/(?<=^[^@]*)[‘’]/g, "'");
}

/**
 * Reads an address as typed or pasted.
 * @returns the address with its domain in ASCII (IDNA), or what is wrong with it
 */
export function readAddress(
  typed: string,
): { address: string; domain: string } | { problem: AddressProblem } {
  const text = bareAddress(typed);
  if (text === "") return { problem: "email-missing" };
  if (text.length > MAX_ADDRESS) return { problem: "email-form" };
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  if (at < 1 || local.length > MAX_LOCAL) return { problem: "email-form" };
  if (!/^[\x21-\x7e]+$/.test(local)) {
    return { problem: foreignLetter.test(local) ? "email-letters" : "email-form" };
  }
  const domain = asciiDomain(text.slice(at + 1));
  if (!domain || local.split(".").includes("")) return { problem: "email-form" };
  const address = `${local}@${domain}`;
  return address.length <= MAX_ADDRESS && v.is(rfcAddress, address)
    ? { address, domain }
    : { problem: "email-form" };
}

const foreignLetter = /(?!\p{ASCII})[\p{L}\p{M}\p{N}]/u;
const rfcAddress = v.pipe(v.string(), v.rfcEmail());

function asciiDomain(typed: string): string | undefined {
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(typed)) return undefined;
  const host = URL.parse(`http://${typed.normalize("NFC")}`)?.hostname;
  return host && /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9-]+)$/.test(host)
    ? host
    : undefined;
}

/**
 * The one spelling of a signer's address, from an address that `readAddress` gave: who signs with two
 * spellings of one inbox is one signer, as far as the inbox's provider is known (providers.ts).
 */
export function canonicalAddress(address: string): string {
  const spelled = address.toLowerCase();
  const at = spelled.lastIndexOf("@");
  return spellAtProvider(spelled.slice(0, at), spelled.slice(at + 1)) ?? spelled;
}

/**
 * The inbox that mail to a canonical address reaches, as far as limits are concerned: without its tag
 * at every domain, for a program that sends mail to one person has no end of tags. Who signs keeps it
 * where it may name somebody else.
 */
export function inboxAddress(canonical: string): string {
  const at = canonical.lastIndexOf("@");
  return untagged(canonical.slice(0, at)) + canonical.slice(at);
}
