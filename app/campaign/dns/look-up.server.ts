/** What the DNS says of the domain that mails are from. */
import { Resolver } from "node:dns/promises";

/** The records of one name; `none` where there are none, `away` where nobody could be asked. */
export type Found = readonly string[] | "none" | "away";

export interface Looked {
  /** Where the sending servers' list (SPF) stands, and what is there. */
  spf: { name: string; found: Found };
  dkim: { name: string; found: Found };
  /** Of the domain, or of the nearest one above it that has any. */
  dmarc: { name: string; found: Found };
}

/** In milliseconds, for all of it. */
const PATIENCE = 3_000;
const ONCE = { timeout: 1_200, tries: 2 };
/** Domains above the sender's that are asked for DMARC (DMARCbis walks up the tree likewise). */
const MOST_ABOVE = 4;

/**
 * Asks at most seven times, all at once, and gives up after three seconds: what has not come by then is away.
 * @param service Resend keeps SPF and DKIM below names of its own; of others the domain itself is asked
 * @param servers instead of this machine's
 */
export async function lookUpDomain(
  domain: string,
  service: "resend" | "smtp",
  servers?: readonly string[],
): Promise<Looked> {
  const resolver = new Resolver(ONCE);
  if (servers) resolver.setServers(servers);
  const giveUp = setTimeout(() => resolver.cancel(), PATIENCE);
  const names = namesOf(domain, service);
  try {
    const [spf, dkim, ...dmarc] = await Promise.all([
      readTxt(resolver, names.spf),
      // a name that others stand below exists, though it has no record itself (RFC 8020)
      service === "smtp" ? readPresence(resolver, names.dkim) : readTxt(resolver, names.dkim),
      ...names.dmarc.map((name) => readTxt(resolver, name)),
    ]);
    const first = dmarc.findIndex(
      (found) => found === "away" || (found !== "none" && found.some(isDmarc)),
    );
    const at = Math.max(first, 0);
    return {
      spf: { name: names.spf, found: spf },
      dkim: { name: names.dkim, found: dkim },
      dmarc: { name: names.dmarc[at]!, found: dmarc[at]! },
    };
  } finally {
    clearTimeout(giveUp);
  }
}

/** Where the records stand; of DMARC's the domain's own first, then those above. */
export function namesOf(domain: string, service: "resend" | "smtp") {
  const labels = domain.split(".");
  const above = labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
  return {
    spf: service === "resend" ? `send.${domain}` : domain,
    dkim: `${service === "resend" ? "resend." : ""}_domainkey.${domain}`,
    dmarc: above.slice(0, 1 + MOST_ABOVE).map((name) => `_dmarc.${name}`),
  };
}

const isDmarc = (text: string) => /^v=DMARC1\b/i.test(text);

async function readTxt(resolver: Resolver, name: string): Promise<Found> {
  try {
    // one record may come in several pieces, which belong together without spaces (RFC 7208, section 3.3)
    const records = await resolver.resolveTxt(name);
    return records.map((pieces) => pieces.join(""));
  } catch (error) {
    return isNone(error, ["ENODATA", "ENOTFOUND"]) ? "none" : "away";
  }
}

async function readPresence(resolver: Resolver, name: string): Promise<Found> {
  try {
    await resolver.resolveTxt(name);
    return [];
  } catch (error) {
    if (isNone(error, ["ENODATA"])) return [];
    return isNone(error, ["ENOTFOUND"]) ? "none" : "away";
  }
}

const isNone = (error: unknown, codes: readonly string[]) =>
  codes.includes((error as { code?: string }).code ?? "");
