/** Whose request it is, as far as limits need it: a network, never a person. */
import type { IncomingMessage } from "node:http";
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

/**
 * The network of an address, /24 or /56; of what is no address, the text.
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
  return net.isIPv6(plain) ? ipv6Network(plain) : plain;
}

export function visitorOf(
  { config, nameVisitor }: Pick<HostTools, "config" | "nameVisitor">,
  { headers, socket }: IncomingMessage,
): Pick<RequestFacts, "visitor" | "isThisMachine"> {
  // of a header that comes twice node makes one
  const forwarded = headers["x-forwarded-for"] as string | undefined;
  const address = clientAddress(socket.remoteAddress ?? "", forwarded, config.trustedProxyHops);
  const network = networkOf(address);
  return {
    visitor: network === undefined ? undefined : nameVisitor(network),
    isThisMachine: network === undefined && forwarded === undefined,
  };
}

function ipv6Network(address: string): string {
  const [head = "", tail = ""] = address.split("%")[0]!.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === "" ? [] : tail.split(":");
  const missing = address.includes("::") ? Math.max(0, 8 - first.length - last.length) : 0;
  const zeros = Array.from({ length: missing }, () => "0");
  const groups = [...first, ...zeros, ...last].map((group) => group.padStart(4, "0"));
  return groups.slice(0, 4).join("").slice(0, 14);
}
