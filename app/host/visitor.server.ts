/** Whose request it is, as far as limits need it: a network, never a person. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import net from "node:net";

import type { HostTools, RequestFacts } from "./given.ts";

/**
 * The client's address: the socket's, or what the outermost of our own proxies wrote.
 * @param hops how many proxies of ours stand in front; 0 trusts no header
 */
export function clientAddress(
  socketAddress: string,
  forwardedFor: string | undefined,
  hops: number,
): string {
  if (hops === 0 || forwardedFor === undefined) return socketAddress;
  const entries = forwardedFor.split(",").map((entry) => entry.trim());
  return entries.at(-hops) || socketAddress;
}

/** No address is longer; what a header says instead of one is cut. */
const LONGEST_TEXT = 64;

/** Of loopback, where it counts like any other network. */
const LOOPBACK = "loopback";

/**
 * The network of an address, /24 or /48; of what is no address, the text. A /48 is what one customer
 * may be given (RFC 6177), so that counting less would give one household 65,536 networks.
 * @param address also with a port, as some proxies write it: `203.0.113.7:4711`, `[2001:db8::1]:443`
 * @returns undefined on loopback
 */
export function networkOf(address: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(address) ?? /^([\d.]+):\d+$/.exec(address);
  const plain = (bare?.[1] ?? address).replace(/^::ffff:(?=[\d.]+$)/i, "");
  if (net.isIPv4(plain)) {
    return plain.startsWith("127.") ? undefined : plain.split(".").slice(0, 3).join(".");
  }
  if (plain === "::1") return undefined;
  return net.isIPv6(plain) ? ipv6Network(plain) : plain.slice(0, LONGEST_TEXT);
}

/** What proxies write, common ones and those of CDNs. */
const forwardingHeaders = [
  "x-forwarded-for",
  "forwarded",
  "x-real-ip",
  "cf-connecting-ip",
  "true-client-ip",
  "x-client-ip",
  "fastly-client-ip",
  "x-forwarded-host",
  "x-forwarded-proto",
  "via",
] as const;

/** The first header that says that a request was passed on for somebody else. */
export function forwardingHeaderOf(headers: IncomingHttpHeaders): string | undefined {
  for (const name of forwardingHeaders) if (headers[name] !== undefined) return name;
  return undefined;
}

/** The network that a request comes from, or undefined on loopback. */
export function networkOfRequest({ headers, socket }: IncomingMessage, hops: number) {
  // of a header that comes twice node makes one
  const forwardedFor = headers["x-forwarded-for"] as string | undefined;
  return networkOf(clientAddress(socket.remoteAddress ?? "", forwardedFor, hops));
}

export function visitorOf(
  { config }: Pick<HostTools, "config">,
  req: IncomingMessage,
): Pick<RequestFacts, "visitor" | "isThisMachine" | "isForwarded"> {
  const network = networkOfRequest(req, config.trustedProxyHops);
  const isForwarded = forwardingHeaderOf(req.headers) !== undefined;
  return {
    visitor: network ?? (config.demo ? undefined : LOOPBACK),
    isThisMachine: network === undefined && !isForwarded,
    isForwarded,
  };
}

function ipv6Network(address: string): string {
  const [head = "", tail = ""] = address.split("%")[0]!.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === "" ? [] : tail.split(":");
  const missing = address.includes("::") ? Math.max(0, 8 - first.length - last.length) : 0;
  const zeros = Array.from({ length: missing }, () => "0");
  const groups = [...first, ...zeros, ...last].map((group) => group.padStart(4, "0"));
  return groups.slice(0, 3).join("");
}
