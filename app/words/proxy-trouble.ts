/** What organisers read when a proxy was set up wrongly. */

export type ProxyTrouble =
  /** A proxy passes requests on, and its headers are not trusted. */
  | "header-not-trusted"
  /** Nobody but the machine itself ever asks for a site that others are told of. */
  | "all-from-loopback";

export const proxySentences: Record<ProxyTrouble, string> = {
  "header-not-trusted":
    "Requests come through a proxy whose X-Forwarded-For is not trusted, so everybody behind it shares one visitor’s limits. Whoever runs the site sets TRUSTED_PROXY_HOPS.",
  "all-from-loopback":
    "All visitors seem to come from the site’s own machine, so they share one visitor’s limits. Whoever runs the site has the proxy write X-Forwarded-For, and sets TRUSTED_PROXY_HOPS.",
};
