/** Reads a database's address: what is meant for us is taken out of it, and each of several servers gets one of its own. */

export interface Server {
  /** As the address spells it, such as `one:5432`; empty for a socket. */
  name: string;
  /** The address as if there were no other server. */
  address: string;
}

export interface Address {
  /** One, or several of which one takes writes and the others follow it, in the order of the address. */
  servers: Server[];
  /** With `pgbouncer=true` it leads through a pooler in transaction mode, which keeps no session. */
  pooled: boolean;
  /** With `citus=true` it leads to the coordinator of a Citus cluster, which plans with values alone. */
  clustered: boolean;
}

/** What stands before the servers, the servers, and the rest: the path and the query. */
const PARTS = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/s;

/** @param url with several servers as libpq spells them: `postgres://user:password@one:5432,two:5432/database` */
export function readAddress(url: string): Address {
  const [, before = "", names = "", rest = ""] = PARTS.exec(url) ?? [];
  const [path, query] = rest.split("?");
  const parameters = new URLSearchParams(query);
  const has = (name: string) => parameters.get(name) === "true";
  const [pooled, clustered] = [has("pgbouncer"), has("citus")];
  for (const name of ["pgbouncer", "citus"]) parameters.delete(name);
  const kept = pooled || clustered ? `${path}?${parameters}` : rest;
  const servers = names.split(",").map((name) => ({ name, address: before + name + kept }));
  return { servers, pooled, clustered };
}

/** @returns who signs in at an address, and to which `database`, its servers before its name */
export function readLogin(url: string): { name: string; password: string; database: string } {
  const { servers } = readAddress(url);
  const { username, password, pathname } = new URL(servers[0]!.address.replace("@/", "@socket/"));
  return {
    name: decodeURIComponent(username),
    // where it is asked for: the driver also takes what cannot be decoded
    get password() {
      return decodeURIComponent(password);
    },
    database: servers.map(({ name }) => name).join() + pathname,
  };
}
