/** Mail domains: whose a domain is, and which are many people's by nature. */
import { getDomain } from "tldts";

import { isInstitution } from "./institutions.ts";
import { isListedDomain } from "./providers.ts";

/**
 * The domain that somebody registered, by the public suffix list (publicsuffix.org): names below it cost
 * them nothing. Of its two parts only the registries' own is used: who gives away names below a domain
 * of theirs, as dynamic DNS does, stands for all of them. What is given is a domain and no address of a page,
 * so that nothing is cut off at a slash.
 */
export const registeredDomain = (domain: string): string =>
  getDomain(domain, { extractHostname: false }) ?? domain;

/** A domain and all above it, itself first. */
export const withParents = (domain: string): string[] => {
  const labels = domain.split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
};

/**
 * What a domain is counted by, or null where it is listed: a provider that hands out names, or a public
 * institution.
 * @param domain of a canonical address
 */
export const countedDomain = (domain: string): string | null =>
  isListedDomain(domain) || isInstitution(domain) ? null : registeredDomain(domain);
