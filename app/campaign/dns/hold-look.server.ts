/** The last look at the DNS, kept for some minutes, so that no page waits for it long. */
import { setTimeout as sleep } from "node:timers/promises";
import { domainToASCII } from "node:url";

import type { Config } from "../../config.server.ts";
import { lookUpDomain, type Looked } from "./look-up.server.ts";

export interface HeldLook {
  /** @returns what is known within `wait` milliseconds; undefined while it is being looked up */
  get: (wait: number) => Promise<Looked | undefined>;
  /** Forgets it: the next who asks has it looked up anew. */
  forget: () => void;
}

/** In milliseconds: who has added a record wants to see it soon. */
const KEPT = 5 * 60_000;

/** @param elapsed in milliseconds, from any beginning */
export function holdLook(lookUp: () => Promise<Looked>, elapsed: () => number): HeldLook {
  let looking: Promise<Looked> | undefined;
  let lookedAt = 0;
  return {
    async get(wait) {
      if (!looking || elapsed() - lookedAt > KEPT) {
        lookedAt = elapsed();
        looking = lookUp();
      }
      const stop = new AbortController();
      const late = sleep(wait, undefined, { signal: stop.signal }).catch(() => undefined);
      try {
        return await Promise.race([looking, late]);
      } finally {
        stop.abort();
      }
    },
    forget() {
      looking = undefined;
    },
  };
}

/** Of the domain that mails are from; undefined where no mail leaves this machine. */
export function holdDomainLook({ transport, from }: Config["mail"]): HeldLook | undefined {
  if (transport === "mailbox") return undefined;
  const domain = domainToASCII(from.address.split("@")[1]!);
  return holdLook(
    () => lookUpDomain(domain, transport),
    () => performance.now(),
  );
}
