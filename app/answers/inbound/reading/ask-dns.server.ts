/** Asks the DNS for texts on behalf of a mail, which says whom to ask for what: so only a little of it, and not for long. */
import { Resolver } from "node:dns/promises";

/** @returns the records of a name, each in its pieces; throws as `node:dns` does */
export type Ask = (name: string) => Promise<string[][]>;

/** In milliseconds, for all that one mail needs. */
const PATIENCE = 6_000;
const ONCE = { timeout: 1_500, tries: 2 };
/** Names that one mail may have asked for; most need two. */
const MOST = 12;

export interface Asking extends Disposable {
  ask: Ask;
}

export function askDns(servers?: readonly string[]): Asking {
  const resolver = new Resolver(ONCE);
  if (servers) resolver.setServers(servers);
  const giveUp = setTimeout(() => resolver.cancel(), PATIENCE);
  const asked = new Map<string, Promise<string[][]>>();
  return {
    ask(name) {
      const before = asked.get(name);
      if (before) return before;
      if (asked.size >= MOST) return Promise.reject(Object.assign(new Error(), { code: "EBUSY" }));
      const asking = resolver.resolveTxt(name);
      asked.set(name, asking);
      return asking;
    },
    [Symbol.dispose]: () => clearTimeout(giveUp),
  };
}
