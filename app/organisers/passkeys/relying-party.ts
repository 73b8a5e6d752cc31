/** What passkeys are bound to: the site's own origin and its host (WebAuthn, "relying party"). */

export interface RelyingParty {
  /** The only origin whose pages may use them. */
  origin: string;
  /** Its host. */
  id: string;
}

/**
 * @param origin the site's, from which every link is made
 * @returns undefined where the host is a number, which no passkey can be bound to, or pages are not safe
 */
export function relyingPartyOf(origin: string): RelyingParty | undefined {
  const { protocol, hostname } = new URL(origin);
  const isNumber = /^[\d.]+$/.test(hostname) || hostname.startsWith("[");
  const isSafe = protocol === "https:" || /^(?:.+\.)?localhost$/.test(hostname);
  return isSafe && !isNumber ? { origin, id: hostname } : undefined;
}
