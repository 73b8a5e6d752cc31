/** Whose request it is, as far as limits need it: a network, never a person. */
import type { IncomingMessage } from "node:http";
import net from "node:net";

import type { AppContext, RequestContext } from "../context.server.ts";
import { type Keys, visitorKey } from "../keys.server.ts";

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
 * The network of an address, /24 or /56, under today's key; of what is no address, the text.
 * @param address also with a port, as some proxies write it: `203.0.113.7:4711`, `[2001:db8::1]:443`
 * @returns undefined on loopback
 */
export function visitorOf(keys: Keys, address: string, now: Date): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(address) ?? /^([\d.]+):\d+$/.exec(address);
  const plain = (bare?.[1] ?? address).replace(/^::ffff:(?=[\d.]+$)/i, "");
  if (net.isIPv4(plain)) {
    if (plain.startsWith("127.")) return undefined;
    return visitorKey(keys, plain.split(".").slice(0, 3).join("."), now);
  }
  if (plain === "::1") return undefined;
  return visitorKey(keys, net.isIPv6(plain) ? ipv6Network(plain) : plain, now);
}

/** The visitor's network, as `visitorOf` names it. */
export function visitorOfRequest(
  { config, keys, clock }: Pick<AppContext, "config" | "keys" | "clock">,
  { headers, socket }: IncomingMessage,
): string | undefined {
  // of a header that comes twice node makes one
  const forwarded = headers["x-forwarded-for"] as string | undefined;
  const address = clientAddress(socket.remoteAddress ?? "", forwarded, config.trustedProxyHops);
  return visitorOf(keys, address, clock());
}

/** Whether who asks sits at this machine: on loopback, and no proxy says that it asks for another. */
export function isThisMachine({ visitor }: RequestContext, request: Request): boolean {
  return visitor === undefined && !request.headers.has("x-forwarded-for");
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
