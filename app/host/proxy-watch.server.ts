/** Watches for a proxy that was set up wrongly: then limits would take all visitors for one. */
import type { IncomingMessage } from "node:http";

import type { PathRow } from "../paths/row.ts";
import { forwardingHeaderOf, networkOfRequest } from "./visitor.server.ts";

export type ProxyTrouble =
  /** A proxy passes requests on, and its headers are not trusted. */
  | "header-not-trusted"
  /** Nobody but the machine itself ever asks for a site that others are told of. */
  | "all-from-loopback";

export interface ProxyWatch {
  /** Looks at a request; logs each trouble once in the life of the process. */
  look: (req: IncomingMessage, row: PathRow) => void;
  /** What is wrong as far as this process has seen, for organisers. */
  trouble: () => ProxyTrouble | undefined;
}

/** Host names that mean this machine, wherever it is. */
export const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

interface Given {
  origin: string;
  trustedProxyHops: number;
}

export function createProxyWatch(
  { origin, trustedProxyHops }: Given,
  log: { warn: (fields: object, message: string) => void },
): ProxyWatch {
  const isElsewhere = !loopbackNames.has(new URL(origin).hostname);
  let watchesHeaders = trustedProxyHops === 0;
  let watchesLoopback = isElsewhere;
  let trouble: ProxyTrouble | undefined;

  function lookAtHeaders(req: IncomingMessage): void {
    const header = forwardingHeaderOf(req.headers);
    if (header === undefined) return;
    watchesHeaders = false;
    trouble = "header-not-trusted";
    log.warn(
      { header },
      "a request says that a proxy passed it on, and TRUSTED_PROXY_HOPS is 0: if you have proxies, limits take everybody behind them for one visitor until it is their number; if you have none, it was made up, and 0 is right",
    );
  }

  function lookAtNetwork(req: IncomingMessage): void {
    if (networkOfRequest(req, trustedProxyHops) !== undefined) {
      // others are seen, so what comes from this machine is its own
      watchesLoopback = false;
      if (trouble === "all-from-loopback") trouble = undefined;
    } else if (trouble === undefined) {
      trouble = "all-from-loopback";
      log.warn(
        { origin },
        "visitors seem to come from this machine itself, so limits take them for one: let the proxy write X-Forwarded-For, and set TRUSTED_PROXY_HOPS to the number of your proxies",
      );
    }
  }

  return {
    look(req, row) {
      if (watchesHeaders) lookAtHeaders(req);
      // what watches over the site asks from where it runs
      if (watchesLoopback && row.audience !== "probes") lookAtNetwork(req);
    },
    trouble: () => trouble,
  };
}
