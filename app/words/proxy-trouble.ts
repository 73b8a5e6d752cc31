/** What organisers read when a proxy was set up wrongly. */

export const proxySentences = {
  "header-not-trusted":
    "Requests say that they come through a proxy, and none is trusted. If there is a proxy before the site, everybody behind it shares one visitor’s limits until whoever runs the site sets TRUSTED_PROXY_HOPS. If there is none, somebody made it up, and it must stay 0.",
  "all-from-loopback":
    "All visitors seem to come from the site’s own machine, so they share one visitor’s limits. Whoever runs the site has the proxy write X-Forwarded-For, and sets TRUSTED_PROXY_HOPS.",
};
