/** The form that blocks, holds or lists a mail domain. */
import { getDomain } from "tldts";

import { parsed, readForm, text } from "../../pages/read-form.ts";
import { readAddress } from "../../signatures/address.ts";
import { countedDomain } from "../../signatures/mail-domain.ts";

/** A domain as typed: in ASCII, without what stands before an @. @returns what is wrong with another */
export function readDomain(
  typed: string,
): { domain: string } | { problem: "domain-form" | "domain-suffix" | "domain-listed" } {
  const name = typed.slice(typed.lastIndexOf("@") + 1).trim();
  const read = readAddress(`somebody@${name}`);
  if ("problem" in read) return { problem: "domain-form" };
  const { domain } = read;
  // a registry's own: everybody is below it
  if (getDomain(domain) === null) return { problem: "domain-suffix" };
  return countedDomain(domain) === null ? { problem: "domain-listed" } : { domain };
}

const form = {
  domain: parsed(readDomain),
  reason: text(500, { empty: "reason-missing", long: "reason-long", odd: "reason-odd" }),
};

export const readDomainForm = (fields: URLSearchParams) => readForm(fields, form, "repeated");

export type TypedDomain = ReturnType<typeof readDomainForm>["typed"];
export type DomainProblems = ReturnType<typeof readDomainForm>["problems"];
