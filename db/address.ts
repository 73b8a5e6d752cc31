/** Reads a database's address: what is meant for us is taken out of it. */

export interface Address {
  address: string;
  /** With `pgbouncer=true` it leads through a pooler in transaction mode, which keeps no session. */
  pooled: boolean;
  /** With `citus=true` it leads to the coordinator of a Citus cluster, which plans with values alone. */
  clustered: boolean;
}

export function readAddress(url: string): Address {
  const read = URL.parse(url);
  const has = (name: string) => read?.searchParams.get(name) === "true";
  const [pooled, clustered] = [has("pgbouncer"), has("citus")];
  if (!read || (!pooled && !clustered)) return { address: url, pooled, clustered };
  for (const name of ["pgbouncer", "citus"]) read.searchParams.delete(name);
  return { address: read.href, pooled, clustered };
}
