/** Whether a mail is surely a member's: from an address that they are known by, and signed by its domain. */
import { registeredDomain } from "../../../signatures/mail-domain.ts";
import type { MailAddress } from "../mail.ts";

/** Why it is not. */
export const doubts = [
  "no-copy",
  "several-senders",
  "unknown-sender",
  "not-signed",
  "bad-signature",
  "not-aligned",
  "dns-away",
] as const;
export type Doubt = (typeof doubts)[number];

/** What became of a signature (RFC 6376); `partial` covers a part of the mail alone. */
export interface Signature {
  domain: string;
  result: "pass" | "fail" | "partial" | "away";
}

/** A domain's wish that its signatures name it itself (RFC 7489, section 6.3, `adkim`). */
export type Strictness = "relaxed" | "strict" | "away";

/** Names with dots between them, and nothing that means something else to who reads an address. */
const HOST = /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/u;

/** Whoever has an address here works for a member, or is one. */
const PARLIAMENT = /(?:^|\.)parliament\.uk$/;

export interface Sending {
  from: readonly MailAddress[];
  signatures: readonly Signature[];
  strictness: Strictness;
}

export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/**
 * By signature alone: the provider hands on neither the address nor the name of the machine that handed the mail
 * in, which SPF would be asked for.
 * @param addresses those that the member is known by; undefined where it is not known which copy it answers
 */
export function doubtIn(
  { from, signatures, strictness }: Sending,
  addresses: readonly string[] | undefined,
): Doubt | undefined {
  const [sender, ...more] = from;
  if (!sender || more.length > 0) return "several-senders";
  if (!addresses) return "no-copy";
  const address = sender.address.toLowerCase();
  const domain = domainOf(address);
  const isKnown = addresses.some((one) => one.toLowerCase() === address);
  if (!HOST.test(domain) || (!isKnown && !PARLIAMENT.test(domain))) return "unknown-sender";
  if (signatures.length === 0) return "not-signed";
  const isAligned = (signed: string) =>
    HOST.test(signed) &&
    (strictness === "strict"
      ? signed === domain
      : registeredDomain(signed) === registeredDomain(domain));
  const passed = signatures.filter(({ result }) => result === "pass");
  if (passed.some((one) => isAligned(one.domain)))
    return strictness === "away" ? "dns-away" : undefined;
  if (signatures.some((one) => one.result === "away" && isAligned(one.domain))) return "dns-away";
  return passed.length > 0 ? "not-aligned" : "bad-signature";
}
